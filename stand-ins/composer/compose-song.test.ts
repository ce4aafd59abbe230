import { describe, expect, it } from 'vitest'
import { composeSong } from './compose-song.ts'
import { STYLES } from './genres/styles.ts'
import { readLyricSections } from './score/lyric-sections.ts'
import type { Song } from './song.ts'
import { type Genre, readWishes, type SongRequest } from './song-wishes.ts'

// The keys of STYLES are the genres by its type.
const GENRES = Object.keys(STYLES) as Genre[]
const compose = (request: SongRequest): Song => composeSong(readWishes(request))
const pitchesOfParts = (song: Song) =>
  song.parts.flatMap((part) =>
    part.kind === 'drums' ? [] : [part.notes.map(({ pitch }) => pitch)],
  )

describe('composeSong', () => {
  it('writes the same score for the same wishes and another for another seed', () => {
    const score = (seed: number) => JSON.stringify(compose({ prompt: 'pop', seed }).parts)
    expect(score(1)).toBe(score(1))
    expect(score(1)).not.toBe(score(2))
  })

  it.each(GENRES)('stays in the key: %s', (genre) => {
    for (const key of ['D major', 'F minor']) {
      const song = compose({ prompt: genre, seed: 11, key })
      const { tonic, mode } = song.wishes.key
      const scale = mode === 'major' ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10, 11]
      for (const pitches of pitchesOfParts(song)) {
        const inKey = pitches.filter((pitch) => scale.includes((pitch - tonic + 120) % 12))
        expect(inKey.length / pitches.length).toBeGreaterThan(0.8)
      }
    }
  })

  it.each(GENRES)('begins at once and ends on its home chord: %s', (genre) => {
    const song = compose({ prompt: genre, seed: 3, durationSeconds: 60 })
    const starts = song.parts.flatMap((part) =>
      (part.kind === 'drums' ? part.hits : part.notes).map(({ start }) => start),
    )
    expect(Math.min(...starts)).toBeLessThan(0.2)
    expect(Math.max(...starts)).toBeLessThan(60)
    expect(song.sections[0]?.kind).toBe('intro')
    expect(song.sections.at(-1)?.kind).toBe('ending')
    expect(song.chords.at(-1)?.root).toBe(song.wishes.key.tonic)
  })

  it('lays out every length without a gap, up to its last beat', () => {
    for (let durationSeconds = 5; durationSeconds <= 300; durationSeconds += 15) {
      for (const bpm of [40, 92, 174]) {
        const { sections } = compose({ prompt: 'pop', durationSeconds, bpm, seed: durationSeconds })
        let beat = 0
        for (const section of sections) {
          expect(section.startBeat).toBeCloseTo(beat)
          expect(section.beats).toBeGreaterThan(0)
          beat += section.beats
        }
        expect((beat * 60) / bpm).toBeCloseTo(durationSeconds, 0)
      }
    }
  })

  it('sings each syllable once, in order, verses and choruses where the tags say', () => {
    const lyrics =
      '[Verse]\nWalking down the silver street\nListening to my own two feet\n\n[Chorus]\nHold the light\nHold the night'
    const song = compose({ prompt: 'folk, 60 seconds', lyrics })
    const voice = song.parts.find((part) => part.kind === 'voice')
    const written = readLyricSections(lyrics).flatMap(({ lines }) => lines.flat())
    const sung = voice?.notes.slice(0, written.length).map(({ syllable }) => syllable.text)
    expect(sung).toEqual(written.map(({ text }) => text))
    expect(song.sections.map(({ kind }) => kind).slice(0, 3)).toEqual(['intro', 'verse', 'chorus'])
  })

  it('gives a song without words a voice all the same when one is wanted', () => {
    const song = compose({ prompt: 'pop', instrumental: false })
    expect(song.parts.some(({ kind }) => kind === 'voice')).toBe(true)
  })

  it('brings the chorus back on the same tune', () => {
    const song = compose({ prompt: 'synthwave, 100 bpm', durationSeconds: 120, seed: 4 })
    const [first, second] = song.sections.filter(({ kind }) => kind === 'chorus')
    const bass = song.parts.find(({ channel }) => channel.bus === 'bass')
    if (!first || !second || bass?.kind !== 'notes') throw new Error('Two choruses over a bass')
    const tune = (startBeat: number) => {
      const from = startBeat * 0.6
      return bass.notes
        .filter(({ start }) => start >= from && start < from + 9)
        .map(({ pitch }) => pitch)
    }
    expect(tune(first.startBeat).length).toBeGreaterThan(8)
    expect(tune(second.startBeat)).toEqual(tune(first.startBeat))
  })
})
