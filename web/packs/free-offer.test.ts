import { describe, expect, it } from 'vitest'
import { countFreeTracks, sayFreeOffer } from './free-offer.ts'

const PRICES = { creditsPerTrack: 5, creditsFrom: 1, models: [] }
const SELLING = { signupCredits: 50, packs: [], free: null, ...PRICES }
const FREE = { ...SELLING, free: { creditsPerDay: 25, durationSecondsMax: 120 } }

describe('sayFreeOffer', () => {
  it('names what a new account gets once', () => {
    expect(sayFreeOffer(SELLING)).toBe('50 free credits at sign-up: 10 tracks, no card.')
  })

  it('names the day’s credits where nothing is sold', () => {
    expect(sayFreeOffer(FREE)).toBe('25 free credits a day: 5 tracks, no card.')
  })

  it('promises no track that can’t be made', () => {
    const stingy = { ...SELLING, signupCredits: 4 }
    expect(countFreeTracks(stingy)).toBe(0)
    expect(sayFreeOffer(stingy)).toBe('Signing up is free and takes no card.')
  })
})
