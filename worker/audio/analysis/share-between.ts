/** Where a value lies between two others: 0 at `none` and below it, 1 at `full` and above. */
export function shareBetween(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)))
}
