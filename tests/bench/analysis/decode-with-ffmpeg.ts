import { execFileSync } from 'node:child_process'

export type Sound = { sampleRate: number; channels: Float32Array[] }

const SAMPLE_RATE = 44_100

/** Stereo at 44.1 kHz of what these arguments name as input. */
export function decodeWithFfmpeg(input: readonly string[]): Sound {
  const output = ['-ac', '2', '-ar', String(SAMPLE_RATE), '-f', 'f32le', '-']
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...input, ...output], {
    maxBuffer: 2 ** 30,
  })
  const samples = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  )
  const channels = [0, 1].map((channel) =>
    Float32Array.from({ length: samples.length / 2 }, (_, at) => samples[2 * at + channel] ?? 0),
  )
  return { sampleRate: SAMPLE_RATE, channels }
}
