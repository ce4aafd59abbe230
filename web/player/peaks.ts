/** The part of bbc/audiowaveform's JSON that a picture needs: minimum, maximum, minimum, maximum, … */
export type Peaks = { data: readonly number[]; fullScale: number }

/** Reads audiowaveform's JSON of one channel, as the API answers it; null for anything else. */
export function parsePeaks(json: unknown): Peaks | null {
  if (typeof json !== 'object' || json === null) return null
  const { bits, channels, data }: { bits?: unknown; channels?: unknown; data?: unknown } = json
  if (bits !== 8 && bits !== 16) return null
  if ((channels ?? 1) !== 1 || !Array.isArray(data) || data.length < 2) return null
  if (!data.every((value) => typeof value === 'number' && Number.isFinite(value))) return null
  return { data, fullScale: 2 ** (bits - 1) }
}

/**
 * Resamples peaks to `count` bars of 0 to 1, the loudest being 1 (silence stays 0). A bar is the
 * energy (root mean square) of the pairs it covers, which shows a song's shape where plain maxima
 * of mastered music would fill the whole box.
 */
export function barsOf({ data, fullScale }: Peaks, count: number): number[] {
  const pairs = Math.floor(data.length / 2)
  const bars = Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * pairs) / count)
    const until = Math.max(from + 1, Math.floor(((bar + 1) * pairs) / count))
    return energyOf(data, from, until) / fullScale
  })
  const loudest = Math.max(...bars, 0)
  return loudest === 0 ? bars : bars.map((bar) => bar / loudest)
}

function energyOf(data: readonly number[], from: number, until: number): number {
  let sum = 0
  for (let pair = from; pair < until; pair += 1) {
    const amplitude = ((data[2 * pair + 1] ?? 0) - (data[2 * pair] ?? 0)) / 2
    sum += amplitude ** 2
  }
  return Math.sqrt(sum / (until - from))
}
