import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const FEEDBACK = 0.38
const BRIGHTNESS = 0.32

/** Adds echoes of `send` to `mix`, in time: three eighths of a beat pair, bouncing from side to side and darkening. */
export function addEcho(send: StereoAudio, mix: StereoAudio, bpm: number): void {
  const beatFrames = (60 / bpm) * SAMPLE_RATE
  const delay = Math.round(beatFrames * (bpm > 140 ? 1.5 : 0.75))
  const toLeft = new Float32Array(delay)
  const toRight = new Float32Array(delay)
  let lowLeft = 0
  let lowRight = 0
  let index = 0
  for (let i = 0; i < mix.left.length; i++) {
    const left = toLeft[index] ?? 0
    const right = toRight[index] ?? 0
    lowLeft += BRIGHTNESS * (left - lowLeft)
    lowRight += BRIGHTNESS * (right - lowRight)
    toLeft[index] = 0.5 * ((send.left[i] ?? 0) + (send.right[i] ?? 0)) + FEEDBACK * lowRight
    toRight[index] = lowLeft
    index = index + 1 === delay ? 0 : index + 1
    mix.left[i] = (mix.left[i] ?? 0) + lowLeft
    mix.right[i] = (mix.right[i] ?? 0) + lowRight * 0.9
  }
}
