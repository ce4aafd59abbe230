import { describe, expect, it } from 'vitest'
import { countFreeTracks, sayFirstPrice, sayFreeOffer } from './free-offer.ts'

const PRICES = { creditsPerTrack: 5, creditsFrom: 1, models: [] }
const SELLING = { signupCredits: 50, packs: [], free: null, ...PRICES }
const FREE = { ...SELLING, free: { creditsPerDay: 25, durationSecondsMax: 120 } }

describe('sayFreeOffer', () => {
  it('names what a new account gets once', () => {
    expect(sayFreeOffer(SELLING)).toBe('Your first 10 tracks are free. No card needed.')
    expect(sayFirstPrice(SELLING)).toBe('5 of your 50 free credits')
  })

  it('names the day’s tracks where nothing is sold', () => {
    expect(sayFreeOffer(FREE)).toBe('5 tracks a day are free. No card needed.')
    expect(sayFirstPrice(FREE)).toBe('5 of today’s 25 free credits')
  })

  it('speaks of one track as one', () => {
    expect(sayFreeOffer({ ...SELLING, signupCredits: 9 })).toContain('first track is free')
  })

  it('promises no track that can’t be made', () => {
    const stingy = { ...SELLING, signupCredits: 4 }
    expect(countFreeTracks(stingy)).toBe(0)
    expect(sayFreeOffer(stingy)).toBe('Signing up is free. No card needed.')
  })
})
