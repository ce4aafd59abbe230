const LINES_MAX = 200
const STAGE_LENGTH_MAX = 80
/** As `tqdm` draws it. */
const PROGRESS_BAR = /:?\s*\d{1,3}%\|.*$/s
/** Control codes of terminals. Postgres refuses some of them. */
const CONTROLS = /\p{Cc}(\[[\d;]*m)?/gu

/** The highest percentage in the last lines of a model's log, as 0 to 1, and their last words. */
export function readLogs(lines: string[]): { fraction: number; stage: string | null } {
  const last = lines.slice(-LINES_MAX)
  const percents = last.flatMap((line) => /(\d{1,3}) ?%/.exec(line)?.[1] ?? [])
  const percent = Math.max(0, ...percents.map(Number))
  const words = last.map((line) => line.replace(CONTROLS, '').replace(PROGRESS_BAR, '').trim())
  const said = words.findLast(Boolean)
  const stage = said ? [...said.toWellFormed()].slice(0, STAGE_LENGTH_MAX).join('') : null
  return { fraction: Math.min(percent, 100) / 100, stage }
}
