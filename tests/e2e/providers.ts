import { expect, inject } from 'vitest'

/** The providers' stand-ins, at their fixed distance from the studio's port. */
const PROVIDERS = {
  fal: { distance: 12, account: { key: 'local-fal-key:secret' } },
  replicate: { distance: 13, account: { token: 'local-replicate-token' } },
} as const

type Provider = keyof typeof PROVIDERS

export type Paid = { id: string; input: { prompt?: string } }

/** Arms a fault. */
export async function fail(provider: Provider, kind: string, times = 1): Promise<void> {
  await ask(provider, 'POST', 'faults', { kind, times })
}

/** Clears all faults. */
export async function heal(): Promise<void> {
  for (const name of ['fal', 'replicate'] as const) await ask(name, 'DELETE', 'faults')
  await hold('fal', false)
}

/** Keeps a provider's webhooks back, or lets all of them go. */
export async function hold(provider: Provider, isHeld: boolean): Promise<void> {
  await ask(provider, 'PUT', 'settings', { hold: isHeld })
}

/** Everything that FAL was ever paid for; it survives a kill. */
export const paidAtFal = (studio?: string) =>
  ask<Paid[]>('fal', 'GET', 'requests', undefined, studio)

/** How often a provider was asked for a song since it started. */
export async function countAsked(provider: Provider, studio?: string): Promise<number> {
  const counters = await ask<{ submits?: number; creates?: number }>(
    provider,
    'GET',
    'counters',
    undefined,
    studio,
  )
  return counters.submits ?? counters.creates ?? Number.NaN
}

async function ask<Answer = unknown>(
  provider: Provider,
  method: string,
  path: string,
  json?: Record<string, unknown>,
  studio = inject('studioUrl'),
): Promise<Answer> {
  const { distance, account } = PROVIDERS[provider]
  const url = studio.replace(/\d+$/, (port) => String(Number(port) + distance))
  const answer = await fetch(`${url}/__admin/${path}?${new URLSearchParams(account)}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(json ? { body: JSON.stringify({ ...account, ...json }) } : {}),
  })
  expect(answer.ok).toBe(true)
  // Each route's own contract tests hold it to the shape that its caller names here.
  return (await answer.json()) as Answer
}
