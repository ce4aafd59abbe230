import { describe, expect, it } from 'vitest'
import { isSong, SoundMeter } from './sound-meter.ts'

const RATE = 44_100
const CHUNK_SAMPLES = 1152

type Signal = (seconds: number) => number | [left: number, right: number]

const tone = (decibels: number) => (seconds: number) =>
  10 ** (decibels / 20) * Math.sin(seconds * 2 * Math.PI * 220)

/** What is measured of a signal, -1 to 1, in stereo. */
function measure(lengthSeconds: number, signal: Signal) {
  const samples = Math.round(lengthSeconds * RATE)
  const [left, right] = [new Float32Array(samples), new Float32Array(samples)]
  for (let at = 0; at < samples; at += 1) {
    const value = signal(at / RATE)
    const [onLeft, onRight] = typeof value === 'number' ? [value, value] : value
    left[at] = onLeft
    right[at] = onRight
  }
  const meter = new SoundMeter()
  for (let at = 0; at < samples; at += CHUNK_SAMPLES) {
    const end = at + CHUNK_SAMPLES
    void meter.hear([left.subarray(at, end), right.subarray(at, end)], RATE)
  }
  return meter.facts()
}

describe('a song', () => {
  it.each<[string, number, Signal]>([
    ['a loud one', 3, tone(-3)],
    ['a quiet one', 3, tone(-50)],
    ['just long enough', 1.1, tone(-3)],
    ['with a long silence before it', 30, (seconds) => (seconds > 28 ? tone(-3)(seconds) : 0)],
    ['on one side only', 3, (seconds) => [0, tone(-3)(seconds)]],
    ['whose sides cancel each other out', 3, (seconds) => [tone(-3)(seconds), -tone(-3)(seconds)]],
  ])('can be heard: %s', (_, seconds, signal) => {
    expect(isSong(measure(seconds, signal))).toBe(true)
  })

  it.each<[string, number, Signal]>([
    ['silence', 10, () => 0],
    ['the noise of a decoder', 10, tone(-80)],
    ['a constant offset', 10, () => 0.3],
    ['a blink', 0.08, tone(-3)],
    ['less than a second', 0.9, tone(-3)],
    ['a click in silence', 10, (seconds) => (seconds < 0.05 ? tone(-3)(seconds) : 0)],
    ['nothing', 0, () => 0],
  ])('is not %s', (_, seconds, signal) => {
    expect(isSong(measure(seconds, signal))).toBe(false)
  })

  it('is heard for as long as it sounds', () => {
    const { durationSeconds, heardSeconds } = measure(10, (seconds) =>
      seconds < 4 ? tone(-3)(seconds) : 0,
    )
    expect(durationSeconds).toBeCloseTo(10, 1)
    expect(heardSeconds).toBeCloseTo(4, 1)
  })
})
