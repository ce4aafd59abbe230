/** The value that `share` of all values don't exceed, by nearest rank; NaN without values. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** `p50 120 ms p95 340 ms` */
export function describeTimes(milliseconds: number[]): string {
  const at = (share: number) => Math.round(percentile(milliseconds, share))
  return `p50 ${at(0.5)} ms p95 ${at(0.95)} ms`
}
