import { describeSound } from '../../audio/analysis/describe-sound.ts'
import type { Measurement } from '../../db/measurements.ts'

/** Lists the fields, so that the API shows no new column by accident. Numbers are null when unsure. */
export function answerMeasured(measured: Measurement) {
  return {
    durationSeconds: measured.durationSeconds,
    sampleRate: measured.sampleRate,
    channels: measured.channels,
    bpm: measured.bpm,
    bpmConfidence: measured.bpmConfidence,
    bpmOther: measured.bpmOther,
    key: measured.key,
    keyConfidence: measured.keyConfidence,
    keyOther: measured.keyOther,
    loudnessLufs: measured.loudnessLufs,
    loudnessRangeLu: measured.loudnessRangeLu,
    truePeakDbtp: measured.truePeakDbtp,
    energy: measured.energy,
    brightness: measured.brightness,
    chroma: measured.chroma,
    style: describeSound(measured),
  }
}

export type Measured = ReturnType<typeof answerMeasured>

/** With its peaks as `shrinkPeaks` answers them: for what has no address for them. */
export function answerSound(measured: Measurement, peaks: number[] | null) {
  return { ...answerMeasured(measured), peaks }
}
