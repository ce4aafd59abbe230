import { LoudnessMeter } from '../analysis/loudness-meter.ts'
import { TruePeakMeter } from '../analysis/true-peak-meter.ts'
import { EBU_SAMPLE_RATE, type EbuSignal, type Shown } from './ebu-signals.ts'

/** What our meters show differently from what a signal's description demands, in words. */
export function checkEbuSignal({ name, channels, stretches }: EbuSignal): string[] {
  const loudness = new LoudnessMeter(EBU_SAMPLE_RATE, channels)
  const peaks = Array.from({ length: channels }, () => new TruePeakMeter())
  const wrong: string[] = []
  for (const { samples, expect = {} } of stretches) {
    const heard = samples()
    loudness.add(heard)
    if (expect.truePeak) for (const [index, channel] of heard.entries()) peaks[index]?.add(channel)
    const truePeak = 20 * Math.log10(Math.max(...peaks.map(({ peak }) => peak)))
    const shown: Record<Shown, number | null> = { ...loudness.result(), truePeak }
    // Object.entries widens the names of the very type that `expect` has.
    for (const [what, [low, high]] of Object.entries(expect) as [
      Shown,
      readonly [number, number],
    ][]) {
      const value = shown[what]
      if (value === null || value < low || value > high) {
        wrong.push(`${name}: ${what} ${value} is not within ${low} and ${high}`)
      }
    }
  }
  return wrong
}
