/** Whole credits. Running jobs hold `held`; `debt` is owed after a payment was refunded or disputed. */
export type Balance = { available: number; held: number; debt: number }

/** The one figure that pages show: below zero where the person owes credits. */
export function netCredits({ available, debt }: Pick<Balance, 'available' | 'debt'>): number {
  return available - debt
}
