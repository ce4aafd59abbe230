import { cutLows } from './inserts.ts'
import { limit } from './limiter.ts'
import { measureLoudness } from './loudness.ts'
import { decibels, SAMPLE_RATE, type StereoAudio } from './stereo.ts'

export const TARGET_LUFS = -14
/** Under full scale by what an MP3 encoder may add to a peak. */
const CEILING_DBFS = -2
const CORRECTION_DB_MAX = 3

/** Masters in place: nothing below hearing, a closing fade, loudness at the target, peaks under the ceiling. */
export function master(mix: StereoAudio, fadeSeconds: number): void {
  cutLows(mix.left, 24)
  cutLows(mix.right, 24)
  fadeOut(mix, fadeSeconds)
  const gain = decibels(TARGET_LUFS - measureLoudness(mix))
  limit(mix, gain, decibels(CEILING_DBFS))
  const missing = TARGET_LUFS - measureLoudness(mix)
  if (missing > 0.3)
    limit(mix, decibels(Math.min(CORRECTION_DB_MAX, missing)), decibels(CEILING_DBFS))
}

function fadeOut({ left, right }: StereoAudio, seconds: number): void {
  const frames = Math.min(left.length, Math.round(seconds * SAMPLE_RATE))
  const first = left.length - frames
  for (let i = 0; i < frames; i++) {
    const gain = 0.5 + 0.5 * Math.cos((Math.PI * (i + 1)) / frames)
    left[first + i] = (left[first + i] ?? 0) * gain
    right[first + i] = (right[first + i] ?? 0) * gain
  }
}
