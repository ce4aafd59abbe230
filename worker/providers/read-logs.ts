const LINES_MAX = 200

/** 0..1: the highest percentage in the last lines of a model's log. */
export function readLogs(lines: string[]): { fraction: number } {
  const percents = lines.slice(-LINES_MAX).flatMap((line) => /(\d{1,3}) ?%/.exec(line)?.[1] ?? [])
  return { fraction: Math.min(Math.max(0, ...percents.map(Number)), 100) / 100 }
}
