import type { WaveformPeaks } from './waveform-peaks.ts'

const SMALL_PEAKS_LENGTH = 64
const FULL_SCALE = 127

/** 64 numbers: how loud each part of the sound gets, in whole percent of full scale. */
export function shrinkPeaks({ data }: Pick<WaveformPeaks, 'data'>): number[] {
  const pixels = data.length / 2
  return Array.from({ length: SMALL_PEAKS_LENGTH }, (_, part) => {
    const first = Math.floor((part * pixels) / SMALL_PEAKS_LENGTH)
    const end = Math.floor(((part + 1) * pixels) / SMALL_PEAKS_LENGTH)
    const samples = data.slice(2 * first, 2 * Math.max(end, first + 1))
    const loudest = Math.max(0, ...samples.map(Math.abs))
    return Math.min(100, Math.round((100 * loudest) / FULL_SCALE))
  })
}
