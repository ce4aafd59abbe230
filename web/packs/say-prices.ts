import type { Pricing } from '../api/read-pricing.ts'
import { countCredits } from '../ui/count-credits.ts'

/** What tracks cost, in one sentence or two. */
export function sayPrices({ creditsPerTrack, creditsFrom }: Pricing): string {
  const usual = `Most tracks cost ${countCredits(creditsPerTrack)}`
  const cheapest =
    creditsFrom < creditsPerTrack ? `; short drafts cost as little as ${creditsFrom}` : ''
  return `${usual}${cheapest}. Failed tracks cost nothing.`
}
