import type { Pricing } from '../api/read-pricing.ts'
import { countCredits } from '../ui/count-credits.ts'

/** How many tracks the studio gives away: to everyone each day, or once to a new account. */
export function countFreeTracks({ free, signupCredits, creditsPerTrack }: Pricing): number {
  return Math.floor((free?.creditsPerDay ?? signupCredits) / creditsPerTrack)
}

/** What a new person gets for free, as a sentence. */
export function sayFreeOffer(pricing: Pricing): string {
  const tracks = countFreeTracks(pricing)
  if (tracks === 0) return 'Signing up is free and takes no card.'
  const { free, signupCredits } = pricing
  const credits = countCredits(free?.creditsPerDay ?? signupCredits, 'free')
  const many = tracks === 1 ? '1 track' : `${tracks} tracks`
  return `${credits} ${free ? 'a day' : 'at sign-up'}: ${many}, no card.`
}
