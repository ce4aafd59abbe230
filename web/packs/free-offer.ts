import type { Pricing } from '../api/read-pricing.ts'

/** How many tracks the studio gives away: to everyone each day, or once to a new account. */
export function countFreeTracks({ free, signupCredits, creditsPerTrack }: Pricing): number {
  return Math.floor((free?.creditsPerDay ?? signupCredits) / creditsPerTrack)
}

/** What a new person gets for free, as two short sentences. */
export function sayFreeOffer(pricing: Pricing): string {
  const tracks = countFreeTracks(pricing)
  if (tracks === 0) return 'Signing up is free. No card needed.'
  if (pricing.free)
    return `${tracks === 1 ? 'One track' : `${tracks} tracks`} a day ${tracks === 1 ? 'is' : 'are'} free. No card needed.`
  return `${tracks === 1 ? 'Your first track is' : `Your first ${tracks} tracks are`} free. No card needed.`
}

/** What making a first track takes of what a new person has: `5 of your 50 free credits`. */
export function sayFirstPrice({ free, signupCredits, creditsPerTrack }: Pricing): string {
  return free
    ? `${creditsPerTrack} of today’s ${free.creditsPerDay} free credits`
    : `${creditsPerTrack} of your ${signupCredits} free credits`
}
