import { spawnSync } from 'node:child_process'
import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'

/** ffmpeg prints one decimal. */
const ROUNDING = 0.05
const TOLERANCES = { I: 0.1, LRA: 0.2, Peak: 0.2 }

/** In which ways `ffmpeg -af ebur128` measures a file differently, in words. */
export function compareWithFfmpeg(file: string, measures: SoundMeasures): string[] {
  const args = [
    '-nostdin',
    '-hide_banner',
    '-i',
    file,
    '-af',
    'ebur128=peak=true',
    '-f',
    'null',
    '-',
  ]
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const ours = {
    I: measures.loudnessLufs,
    LRA: measures.loudnessRangeLu,
    Peak: measures.truePeakDbtp,
  }
  return (['I', 'LRA', 'Peak'] as const).flatMap((name) => {
    const theirs = Number(new RegExp(`\\b${name}:\\s+(-?[\\d.]+)`).exec(summary)?.[1])
    const off = Math.abs((ours[name] ?? Number.NaN) - theirs)
    return off <= TOLERANCES[name] + ROUNDING
      ? []
      : [`${name}: ${ours[name]}, ffmpeg says ${theirs}`]
  })
}
