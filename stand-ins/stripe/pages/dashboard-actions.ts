import type Stripe from 'stripe'
import { noSuch } from '../errors.ts'
import { closeDispute } from '../payments/close-dispute.ts'
import { failRefund } from '../payments/fail-refund.ts'
import { openDispute, openInquiry } from '../payments/open-dispute.ts'
import type { PaymentContext } from '../payments/payment-context.ts'
import { refundCharge } from '../payments/refund-charge.ts'
import { settlePayment } from '../payments/settle-payment.ts'
import type { Reader } from '../store.ts'

/** A payment and all that belongs to it. */
export type Payment = {
  paymentIntent: Stripe.PaymentIntent
  charge: Stripe.Charge | undefined
  refunds: Stripe.Refund[]
  disputes: Stripe.Dispute[]
}

type Action = {
  /** What the button says. */
  name: string
  isPossible(payment: Payment): boolean
  act(context: PaymentContext, paymentIntentId: string): unknown
}

export const DASHBOARD_ACTIONS: readonly Action[] = [
  {
    name: 'Settle the bank payment',
    isPossible: isProcessing,
    act: (context, id) => settlePayment(context, id, 'succeeded'),
  },
  {
    name: 'Fail the bank payment',
    isPossible: isProcessing,
    act: (context, id) => settlePayment(context, id, 'failed'),
  },
  {
    name: 'Refund half',
    isPossible: (payment) => leftOf(payment) > 1 && isRefundable(payment),
    act(context, id) {
      const { charge } = chargeOf(context, id)
      const amount = Math.min(Math.floor(charge.amount / 2), charge.amount - charge.amount_refunded)
      return refundCharge(context, charge.id, { amount })
    },
  },
  {
    name: 'Refund the rest',
    isPossible: (payment) => leftOf(payment) > 0 && isRefundable(payment),
    act: (context, id) => refundCharge(context, chargeOf(context, id).charge.id, {}),
  },
  {
    name: 'Fail the last refund',
    isPossible: ({ refunds }) => refunds.some(({ status }) => status === 'succeeded'),
    act(context, id) {
      const { refunds } = chargeOf(context, id)
      const last = refunds.findLast(({ status }) => status === 'succeeded')
      return failRefund(context, last?.id ?? 'none')
    },
  },
  {
    name: 'Open an inquiry',
    isPossible: (payment) => payment.charge?.status === 'succeeded' && !openStatus(payment),
    act: (context, id) => openInquiry(context, id),
  },
  {
    name: 'Close the inquiry',
    isPossible: (payment) => openStatus(payment) === 'warning_needs_response',
    act: (context, id) => closeDispute(context, id, 'warning_closed'),
  },
  {
    name: 'Open a dispute',
    isPossible: (payment) =>
      payment.charge?.status === 'succeeded' && openStatus(payment) !== 'needs_response',
    act: (context, id) => openDispute(context, id),
  },
  {
    name: 'Win the dispute',
    isPossible: (payment) => openStatus(payment) === 'needs_response',
    act: (context, id) => closeDispute(context, id, 'won'),
  },
  {
    name: 'Lose the dispute',
    isPossible: (payment) => openStatus(payment) === 'needs_response',
    act: (context, id) => closeDispute(context, id, 'lost'),
  },
]

export function readPayment(reader: Reader, paymentIntent: Stripe.PaymentIntent): Payment {
  const { id, latest_charge: latest } = paymentIntent
  return {
    paymentIntent,
    charge: reader.find('charges', String(latest)),
    refunds: reader.list('refunds').filter(({ payment_intent }) => payment_intent === id),
    disputes: reader.list('disputes').filter(({ payment_intent }) => payment_intent === id),
  }
}

function chargeOf({ tx }: PaymentContext, id: string): Payment & { charge: Stripe.Charge } {
  const paymentIntent = tx.find('paymentIntents', id)
  const payment = paymentIntent && readPayment(tx, paymentIntent)
  if (!payment?.charge) throw noSuch('payment_intent', id, 'intent')
  return { ...payment, charge: payment.charge }
}

function isProcessing({ paymentIntent }: Payment): boolean {
  return paymentIntent.status === 'processing'
}

function leftOf({ charge }: Payment): number {
  return charge ? charge.amount_captured - charge.amount_refunded : 0
}

/** The status of the undecided dispute. */
function openStatus({ disputes }: Payment): string | undefined {
  return disputes.find(({ status }) => status.endsWith('needs_response'))?.status
}

function isRefundable({ disputes }: Payment): boolean {
  return !disputes.some(({ status }) => status === 'needs_response' || status === 'lost')
}
