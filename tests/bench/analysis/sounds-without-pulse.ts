import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRandom } from '../../../stand-ins/composer/seeded-random.ts'
import { decodeWithFfmpeg, type Sound } from './decode-with-ffmpeg.ts'

/** What a measurement must leave open. A pad in A minor has a key but no tempo. */
export type Unsure = { name: string; sound: Sound; without: readonly ('bpm' | 'key')[] }

const SAMPLE_RATE = 44_100
const SECONDS = 40
const BOTH = ['bpm', 'key'] as const

/** Ten things that nobody could beat time to. Seven of them have no key either. */
export function makeUnsure(): Unsure[] {
  return [
    { name: 'white noise', sound: noise(0), without: BOTH },
    { name: 'pink noise', sound: noise(0.9), without: BOTH },
    { name: 'surf', sound: surf(), without: BOTH },
    { name: 'rain', sound: rain(), without: BOTH },
    { name: 'gliding drones', sound: drones(), without: BOTH },
    { name: 'an ambient pad', sound: pad(), without: ['bpm'] },
    { name: 'a rubato melody', sound: rubato(1), without: ['bpm'] },
    { name: 'rubato chords', sound: rubato(3), without: ['bpm'] },
    { name: 'speech', sound: speak('en-gb', 150), without: BOTH },
    { name: 'fast speech', sound: speak('de', 210), without: BOTH },
  ]
}

function noise(smoothing: number): Sound {
  const random = openRandom(1, `noise ${smoothing}`)
  let last = 0
  return fill(() => {
    last = smoothing * last + (1 - smoothing) * random.between(-1, 1)
    return 0.3 * last
  })
}

function surf(): Sound {
  const random = openRandom(2, 'surf')
  const swells = Array.from({ length: 9 }, () => ({
    at: random.between(0, SECONDS),
    width: random.between(1.5, 4),
  }))
  let last = 0
  return fill((seconds) => {
    last = 0.95 * last + 0.05 * random.between(-1, 1)
    const swell = swells.reduce(
      (sum, { at, width }) => sum + Math.exp(-(((seconds - at) / width) ** 2)),
      0.1,
    )
    return last * swell
  })
}

function rain(): Sound {
  const random = openRandom(3, 'rain')
  let drop = 0
  return fill(() => {
    if (random.next() < 12 / SAMPLE_RATE) drop = random.between(0.2, 0.8)
    drop *= 0.998
    return drop * random.between(-1, 1)
  })
}

function drones(): Sound {
  const random = openRandom(4, 'drones')
  const voices = Array.from({ length: 6 }, () => ({
    hertz: random.between(90, 900),
    octavesPerSecond: random.between(-0.03, 0.03),
    phase: 0,
  }))
  return fill((seconds) => {
    let sum = 0
    for (const voice of voices) {
      const hertz = voice.hertz * 2 ** (voice.octavesPerSecond * seconds)
      voice.phase += (2 * Math.PI * hertz) / SAMPLE_RATE
      sum += 0.08 * Math.sin(voice.phase)
    }
    return sum
  })
}

/** Chords of A minor that swell into one another. */
function pad(): Sound {
  const chords = [
    [45, 57, 60, 64],
    [41, 57, 60, 65],
    [43, 55, 59, 62],
    [45, 57, 60, 64],
  ]
  const random = openRandom(5, 'pad')
  let at = 0
  const times = chords.map(() => {
    const begun = at
    at += random.between(7, 12)
    return begun
  })
  return fill((seconds) => {
    let sum = 0
    for (const [index, chord] of chords.entries()) {
      const middle = (times[index] ?? 0) + 5
      const loud = Math.exp(-(((seconds - middle) / 4.5) ** 2))
      for (const pitch of chord)
        sum += 0.06 * loud * Math.sin(2 * Math.PI * hertzOf(pitch) * seconds)
    }
    return sum
  })
}

/** Plucked notes of D major whose distances nobody could count. */
function rubato(voices: number): Sound {
  const random = openRandom(6 + voices, 'rubato')
  const scale = [50, 54, 57, 59, 62, 64, 66, 69, 71, 74]
  const notes: { at: number; pitches: number[] }[] = []
  for (let at = 0.5; at < SECONDS - 1; at += 0.25 * 8 ** random.next()) {
    notes.push({ at, pitches: Array.from({ length: voices }, () => random.pick(scale)) })
  }
  return fill((seconds) => {
    let sum = 0
    for (const { at, pitches } of notes) {
      const since = seconds - at
      if (since < 0 || since > 2) continue
      for (const pitch of pitches) {
        const turn = 2 * Math.PI * hertzOf(pitch) * since
        sum += 0.15 * Math.exp(-2.5 * since) * (Math.sin(turn) + 0.4 * Math.sin(2 * turn))
      }
    }
    return sum
  })
}

const WORDS =
  'A reading room is quiet in the morning. Somebody turns a page, and then another one. Outside it rains, ' +
  'as it has rained all week, and nobody seems to mind; they came for the newspapers, or to sleep. At noon ' +
  'the doors are opened, and the street comes in. There is a smell of coffee and of wet coats. We were told ' +
  'to wait here until our names were called, so we wait, and count the lamps, and lose count, and begin again.'

function speak(voice: string, wordsPerMinute: number): Sound {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'))
  try {
    const file = join(folder, 'speech.wav')
    execFileSync('espeak-ng', [
      '-v',
      voice,
      '-s',
      String(wordsPerMinute),
      '-w',
      file,
      `${WORDS} ${WORDS}`,
    ])
    return decodeWithFfmpeg(['-t', String(SECONDS), '-i', file])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function fill(sampleAt: (seconds: number) => number): Sound {
  const samples = new Float32Array(SECONDS * SAMPLE_RATE)
  for (let at = 0; at < samples.length; at += 1) samples[at] = sampleAt(at / SAMPLE_RATE)
  return { sampleRate: SAMPLE_RATE, channels: [samples] }
}

function hertzOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12)
}
