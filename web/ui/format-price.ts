/** Cents as dollars, without needless zeros: `2900` is `$29`, `48.3` is `$0.48`. */
export function formatPrice(cents: number): string {
  const dollars = cents / 100
  return `$${Number.isInteger(dollars) ? dollars : dollars.toFixed(2)}`
}
