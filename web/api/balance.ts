import type { Api } from './client.ts'

/** Whole credits. Running jobs hold `held`; `debt` is owed after a payment was refunded or disputed. */
export type Balance = { available: number; held: number; debt: number }

/** The one figure that pages show: below zero where the person owes credits. */
export function netCredits({ available, debt }: Pick<Balance, 'available' | 'debt'>): number {
  return available - debt
}

type Answer = { ok: boolean; status: number; json(): Promise<Balance> }

const answers = new WeakMap<Api, Promise<Answer>>()

/**
 * The answer about a person's credits, asked once for a page: its frame and its content can't disagree. For
 * the server, where a page has an API of its own.
 */
export function askBalance(api: Api): Promise<Answer> {
  const known = answers.get(api)
  if (known) return known
  const answer = ask(api)
  answers.set(api, answer)
  return answer
}

async function ask(api: Api): Promise<Answer> {
  const answer = await api.api.credits.$get()
  const body = answer.json()
  return { ok: answer.ok, status: answer.status, json: () => body }
}
