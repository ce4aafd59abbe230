import { describe, expect, it } from 'vitest'
import type { PurchaseAnswer } from '../../worker/domain/purchases/purchase-answer.ts'
import { describePurchase } from './describe-purchase.ts'

const PAID: PurchaseAnswer = {
  id: 'pur_1',
  pack: 'starter',
  packName: 'Starter',
  credits: 300,
  status: 'paid',
  priceCents: 2900,
  paidCents: 2900,
  currency: 'usd',
  refundedCents: 0,
  disputedCents: 0,
  takenCredits: 0,
  checkoutUrl: null,
  receiptUrl: null,
  createdAt: '2026-11-22T14:03:00.000Z',
  paidAt: '2026-11-22T14:04:00.000Z',
}

describe('describePurchase', () => {
  it('says that credits are there only once they were paid for', () => {
    const titles = (['pending', 'processing', 'failed', 'expired'] as const).map(
      (status) => describePurchase({ ...PAID, paidCents: null, status }).title,
    )
    expect(titles.join()).not.toContain('yours')
    expect(describePurchase(PAID)).toMatchObject({ status: 'Paid', title: '300 credits are yours' })
  })

  it('tells a free purchase from a refunded one', () => {
    expect(describePurchase({ ...PAID, paidCents: 0 }).status).toBe('Paid')
  })

  it('says how much of the money and of the credits went back', () => {
    const half = { ...PAID, refundedCents: 1450, takenCredits: 150 }
    expect(describePurchase(half)).toMatchObject({
      status: 'Partly refunded',
      sentence: '$14.50 of $29 went back to you, and 150 credits were taken back.',
    })
    const all = { ...PAID, refundedCents: 2900, takenCredits: 300 }
    expect(describePurchase(all)).toMatchObject({
      status: 'Refunded',
      sentence: '$29 went back to you, and 300 credits were taken back.',
    })
  })

  it('names a dispute before anything else', () => {
    const disputed = { ...PAID, refundedCents: 100, disputedCents: 2800, takenCredits: 300 }
    expect(describePurchase(disputed)).toMatchObject({
      status: 'Disputed',
      title: 'This payment is disputed',
    })
  })
})
