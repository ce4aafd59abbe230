import { WHISPER } from './inserts.ts'
import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const LINE_FRAMES: readonly number[] = [1187, 1423, 1601, 1867, 2053, 2251, 2399, 2617]
const LINE_SIZE = 4096
/** Shorter than every line, so that a block only reads what earlier blocks wrote. */
const BLOCK = 512
const PREDELAY_FRAMES = 620
const DAMPING = 0.34

/**
 * Adds a room's reverberation of `send` to `mix`: eight delay lines fed back through a mixing matrix,
 * losing their highs as a room does. Linear, so that a mix's room is the sum of its parts' rooms.
 */
export function addReverb(send: StereoAudio, mix: StereoAudio, seconds: number): void {
  const lines = LINE_FRAMES.map((frames, k) => ({
    frames,
    gain: 10 ** ((-3 * frames) / (seconds * SAMPLE_RATE)),
    memory: new Float32Array(LINE_SIZE),
    heard: new Float32Array(BLOCK),
    low: 0,
    input: k % 2 === 0 ? send.left : send.right,
    inputGain: k % 4 < 2 ? 0.5 : -0.5,
    output: k % 2 === 0 ? mix.left : mix.right,
    outputGain: OUTPUT_GAINS[k] ?? 1,
  }))
  const shared = new Float32Array(BLOCK)
  const mask = LINE_SIZE - 1
  for (let from = 0; from < mix.left.length; from += BLOCK) {
    const count = Math.min(BLOCK, mix.left.length - from)
    shared.fill(0)
    for (const line of lines) {
      const { memory, heard, output, gain, outputGain, frames } = line
      let low = line.low
      for (let i = 0; i < count; i++) {
        low += (1 - DAMPING) * ((memory[(from + i - frames) & mask] ?? 0) - low)
        const value = low * gain
        heard[i] = value
        shared[i] = (shared[i] ?? 0) + value * 0.25
        output[from + i] = (output[from + i] ?? 0) + value * outputGain
      }
      line.low = low
    }
    for (const { memory, heard, input, inputGain } of lines) {
      const first = from - PREDELAY_FRAMES
      for (let i = 0; i < count; i++) {
        const sent = first + i < 0 ? 0 : (input[first + i] ?? 0)
        memory[(from + i) & mask] = (heard[i] ?? 0) - (shared[i] ?? 0) + sent * inputGain + WHISPER
      }
    }
  }
}

const OUTPUT_GAINS: readonly number[] = [1, 1, 1, 1, -1, -1, 1, 1]
