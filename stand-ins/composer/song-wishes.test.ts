import { describe, expect, it } from 'vitest'
import { readWishes } from './song-wishes.ts'

const wishesOf = (prompt: string) => readWishes({ prompt })

describe('readWishes', () => {
  it('reads the words that are appended to a prompt', () => {
    const wishes = wishesOf(
      'rainy window, warm tape rock, lo-fi, calm mood, 92 BPM, in A minor, about 60 seconds long',
    )
    expect(wishes).toMatchObject({
      genre: 'lo-fi',
      mood: 'calm',
      bpm: 92,
      key: { tonic: 9, mode: 'minor' },
      durationSeconds: 60,
    })
  })

  it.each([
    ['tempo 92', 92],
    ['a song at 128bpm', 128],
    ['174 BPM roller', 174],
    ['BPM: 101', 101],
    ['first 90 BPM, then really 100 BPM', 100],
    ['20 BPM', 40],
  ])('hears the tempo in "%s"', (prompt, bpm) => expect(wishesOf(prompt).bpm).toBe(bpm))

  it.each([
    ['key of F# major', 6, 'major'],
    ['in Bb minor', 10, 'minor'],
    ['Bb minor', 10, 'minor'],
    ['C-sharp minor', 1, 'minor'],
    ['in the key of D', 2, 'major'],
    ['key of e minor', 4, 'minor'],
    ['slow, in Am, sparse', 9, 'minor'],
  ] as const)('hears the key in "%s"', (prompt, tonic, mode) =>
    expect(wishesOf(prompt).key).toEqual({ tonic, mode }),
  )

  it('does not take an article for a key', () => {
    const seed = 5
    const plain = readWishes({ prompt: 'pop', seed }).key
    expect(readWishes({ prompt: 'pop in a major city', seed }).key).toEqual(plain)
  })

  it.each([
    ['1:30 long', 90],
    ['90 s', 90],
    ['about 45s', 45],
    ['2 minutes', 120],
    ['2 minutes 30 seconds', 150],
    ['one minute', 60],
    ['75 seconds long', 75],
    ['80s synthwave', 40],
    ['2 seconds', 5],
    ['20 minutes', 300],
  ])('hears the length in "%s"', (prompt, seconds) =>
    expect(wishesOf(prompt).durationSeconds).toBe(seconds),
  )

  it.each([
    ['a pop anthem', 'pop'],
    ['hard rock with strings', 'rock'],
    ['lofi hip hop beats to study to', 'lo-fi'],
    ['jazz-infused hip hop', 'hip hop'],
    ['boom bap with jazz piano', 'hip hop'],
    ['deep house', 'house'],
    ['acid techno', 'techno'],
    ['ambient drone', 'ambient'],
    ['bossa nova', 'jazz'],
    ['country ballad', 'folk'],
    ['orchestral film score', 'cinematic'],
    ['80s retrowave', 'synthwave'],
    ['liquid dnb', 'drum & bass'],
    ['neo soul', 'r&b'],
    ['nocturne for solo piano', 'classical'],
    ['nu disco', 'funk'],
    ['roots reggae', 'reggae'],
  ])('hears the genre in "%s"', (prompt, genre) => expect(wishesOf(prompt).genre).toBe(genre))

  it.each([
    ['a joyful song', 'happy'],
    ['melancholic', 'sad'],
    ['a love song, dark mood', 'dark'],
    ['triumphant', 'epic'],
    ['hype workout track', 'energetic'],
  ])('hears the mood in "%s"', (prompt, mood) => expect(wishesOf(prompt).mood).toBe(mood))

  it('lets explicit fields win over words', () => {
    const wishes = readWishes({
      prompt: 'house, 120 BPM, in C major, 30 seconds',
      bpm: 126,
      key: 'F# minor',
      durationSeconds: 12,
      seed: 9,
    })
    expect(wishes).toMatchObject({
      bpm: 126,
      key: { tonic: 6, mode: 'minor' },
      durationSeconds: 12,
      seed: 9,
    })
  })

  it('seeds itself from the whole input', () => {
    expect(wishesOf('pop').seed).toBe(wishesOf('pop').seed)
    expect(wishesOf('pop').seed).not.toBe(wishesOf('pop!').seed)
    expect(readWishes({ prompt: 'pop', lyrics: 'La' }).seed).not.toBe(wishesOf('pop').seed)
  })

  it('sings when there are lyrics or a voice is asked for, unless it is to be instrumental', () => {
    expect(wishesOf('pop').instrumental).toBe(true)
    expect(wishesOf('pop with female vocals').instrumental).toBe(false)
    expect(wishesOf('pop, no vocals').instrumental).toBe(true)
    expect(readWishes({ prompt: 'pop', instrumental: false }).instrumental).toBe(false)
    expect(readWishes({ prompt: 'pop', lyrics: 'Hello there' })).toMatchObject({
      instrumental: false,
      lyrics: 'Hello there',
    })
    expect(readWishes({ prompt: 'pop', lyrics: 'Hello', instrumental: true }).lyrics).toBeNull()
  })

  it('makes room for long lyrics, within four minutes', () => {
    const stanza = '[Verse]\nOne line of words here\nAnother line that follows\n'
    const short = readWishes({ prompt: 'pop, 100 bpm', lyrics: stanza })
    const long = readWishes({ prompt: 'pop, 100 bpm', lyrics: stanza.repeat(12) })
    expect(short.durationSeconds).toBe(40)
    expect(long.durationSeconds).toBeGreaterThan(90)
    const endless = readWishes({ prompt: 'pop, 100 bpm', lyrics: stanza.repeat(60) })
    expect(endless.durationSeconds).toBe(240)
  })
})
