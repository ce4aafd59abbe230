import { countCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'

/** What one take costs, and the credits there are. */
export type Price = { credits: number; balance: number }

export const TAKES_MAX = 4

/** How many takes are wished: 1 to 4, and 1 where the text is no number. */
export function readTakes(text: string): number {
  const takes = Math.trunc(Number(text))
  return Number.isFinite(takes) ? Math.min(TAKES_MAX, Math.max(1, takes)) : 1
}

/** What a press costs and leaves, in the words of the composer's foot. */
export function sayPrice({ credits, balance }: Price, takes: number) {
  const total = credits * takes
  const isAffordable = total <= balance
  return {
    isAffordable,
    price: countCredits(total),
    balance: isAffordable
      ? `${formatNumber(balance)} → ${countCredits(balance - total)}`
      : countCredits(balance),
    short: `You need ${countCredits(total)} and have ${formatNumber(balance)}.`,
  }
}
