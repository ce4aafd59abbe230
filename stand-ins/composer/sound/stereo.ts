export const SAMPLE_RATE = 44100

/** Two channels of equal length at 44.1 kHz, full scale ±1. */
export type StereoAudio = {
  sampleRate: typeof SAMPLE_RATE
  left: Float32Array
  right: Float32Array
}

export function silence(frames: number): StereoAudio {
  return {
    sampleRate: SAMPLE_RATE,
    left: new Float32Array(frames),
    right: new Float32Array(frames),
  }
}

export function hertz(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12)
}

export function decibels(level: number): number {
  return 10 ** (level / 20)
}
