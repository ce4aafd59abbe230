const LINES_MAX = 200
const STAGE_LENGTH_MAX = 80
/** A progress bar as `tqdm` draws it, with the colon that parts it from its words. */
const PROGRESS_BAR = /:?\s*\d{1,3}%\|.*$/s

/**
 * What the last lines of a model's log tell: the highest percentage in them as 0..1, and the last
 * thing that they say in words.
 */
export function readLogs(lines: string[]): { fraction: number; stage: string | null } {
  const last = lines.slice(-LINES_MAX)
  const percents = last.flatMap((line) => /(\d{1,3}) ?%/.exec(line)?.[1] ?? [])
  const percent = Math.max(0, ...percents.map(Number))
  const words = last.map((line) => line.replace(PROGRESS_BAR, '').trim())
  const stage = words.findLast(Boolean)?.slice(0, STAGE_LENGTH_MAX) ?? null
  return { fraction: Math.min(percent, 100) / 100, stage }
}
