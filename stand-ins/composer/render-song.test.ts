import { describe, expect, it } from 'vitest'
import { composeSong } from './compose-song.ts'
import { mixBuses, renderSong } from './render-song.ts'
import { readWishes, type SongRequest } from './song-wishes.ts'
import { measureLoudness } from './sound/loudness.ts'
import { SAMPLE_RATE, type StereoAudio } from './sound/stereo.ts'

const render = (request: SongRequest) => renderSong(composeSong(readWishes(request)))

describe('renderSong', () => {
  it.each([
    ['drum and bass', {}],
    ['ambient', {}],
    ['classical', {}],
    ['rock', { lyrics: 'Here we stand tonight\nUnder broken light' }],
  ] as const)('makes sound music: %s', (prompt, extra) => {
    const audio = render({ prompt, durationSeconds: 6, seed: 21, ...extra })
    expect(audio.left.length).toBe(6 * SAMPLE_RATE)
    expect(peakOf(audio)).toBeLessThan(0.9)
    expect(peakOf(audio)).toBeGreaterThan(0.3)
    const loudness = measureLoudness(audio)
    expect(loudness).toBeGreaterThan(-16)
    expect(loudness).toBeLessThan(-12)
    expect(Math.abs(mean(audio.left))).toBeLessThan(0.002)
    const levels = levelsPer(audio, 0.25)
    expect(levels[0]).toBeGreaterThan(0.003)
    expect(longestQuiet(levels.slice(0, -6), 0.002)).toBeLessThanOrEqual(3)
    expect(Math.abs(audio.left.at(-1) ?? 1)).toBeLessThan(0.001)
    const side = audio.left.map((value, i) => value - (audio.right[i] ?? 0))
    expect(rms(side) / rms(audio.left)).toBeGreaterThan(0.1)
  })

  it('plays the tempo it was asked for', () => {
    const audio = render({ prompt: 'house', bpm: 123, durationSeconds: 10, seed: 2 })
    expect(Math.abs(tempoOf(audio, 90, 170) - 123)).toBeLessThan(1.5)
  })

  it('is the sum of its buses before mastering', () => {
    const song = composeSong(readWishes({ prompt: 'lo-fi', durationSeconds: 6, seed: 1 }))
    const whole = mixBuses(song)
    const drums = mixBuses(song, ['drums'])
    const rest = mixBuses(song, ['bass', 'chords', 'pads', 'lead', 'vocals'])
    const difference = whole.left.map(
      (value, i) => value - (drums.left[i] ?? 0) - (rest.left[i] ?? 0),
    )
    expect(rms(drums.left)).toBeGreaterThan(0.01)
    expect(rms(difference)).toBeLessThan(1e-6)
  })
})

function peakOf({ left, right }: StereoAudio): number {
  let peak = 0
  for (const value of left) peak = Math.max(peak, Math.abs(value))
  for (const value of right) peak = Math.max(peak, Math.abs(value))
  return peak
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

function levelsPer({ left }: StereoAudio, seconds: number): number[] {
  const size = Math.round(seconds * SAMPLE_RATE)
  return Array.from({ length: Math.floor(left.length / size) }, (_, i) =>
    rms(left.subarray(i * size, (i + 1) * size)),
  )
}

function longestQuiet(levels: readonly number[], threshold: number): number {
  let longest = 0
  let quiet = 0
  for (const level of levels) {
    quiet = level < threshold ? quiet + 1 : 0
    longest = Math.max(longest, quiet)
  }
  return longest
}

/** The tempo between two bounds at which the rises in level repeat most. */
function tempoOf(audio: StereoAudio, slowest: number, fastest: number): number {
  const levels = levelsPer(audio, 0.005)
  const rises = levels.map((level, i) => Math.max(0, level - (levels[i - 1] ?? level)))
  let best = { bpm: 0, likeness: 0 }
  for (let bpm = slowest; bpm <= fastest; bpm += 0.5) {
    let likeness = 0
    for (const beats of [1, 2, 3, 4]) {
      const lag = (beats * 60) / bpm / 0.005
      for (let i = 0; i + lag + 1 < rises.length; i++) {
        const later = Math.max(rises[i + Math.floor(lag)] ?? 0, rises[i + Math.ceil(lag)] ?? 0)
        likeness += (rises[i] ?? 0) * later
      }
    }
    if (likeness > best.likeness) best = { bpm, likeness }
  }
  return best.bpm
}
