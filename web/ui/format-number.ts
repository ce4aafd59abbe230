const MINUS = '−'
const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number as people read it: `1,045`, `−5`. */
export function formatNumber(number: number): string {
  return (number < 0 ? MINUS : '') + GROUPED.format(Math.abs(number))
}

/** A change with its sign: `+300`, `−5`, `0`. */
export function formatChange(change: number): string {
  return (change > 0 ? '+' : '') + formatNumber(change)
}
