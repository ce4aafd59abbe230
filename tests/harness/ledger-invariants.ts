import { expect } from 'vitest'
import { brokenRules } from '../ledger/broken-rules.ts'
import type { Studio } from './studio.ts'

/** Expects that every rule of the ledger holds for every account. */
export async function expectLedgerHolds(studio: Studio): Promise<void> {
  expect(await findBrokenRules(studio)).toEqual([])
}

/** Which rules of the ledger are broken, and by what. */
export async function findBrokenRules(studio: Studio): Promise<string[]> {
  const rows = await studio.sql<{ broken: string; what: string }>(brokenRules('true'))
  return rows.map(({ broken, what }) => `${broken}: ${what}`)
}
