/**
 * Hundredths of a currency's unit without needless zeros: `2900` is `$29`, `48.3` is `$0.48`.
 * The currency is an ISO code.
 */
export function formatPrice(cents: number, currency: string): string {
  const digits = Number.isInteger(cents / 100) ? 0 : 2
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(cents / 100)
}
