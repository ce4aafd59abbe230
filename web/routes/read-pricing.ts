import type { Api } from '../api.ts'
import { readAnswer } from './answers.ts'

/** Money in cents. */
export type PackOffer = {
  id: string
  name: string
  credits: number
  priceCents: number
  currency: string
}

/** What the studio gives and sells. */
export type Pricing = {
  /** What a new account is given, once. */
  signupCredits: number
  packs: readonly PackOffer[]
  /** What everyone may spend in a day where nothing is sold; null where packs are. */
  free: { creditsPerDay: number; durationSecondsMax: number } | null
  /** The credits that a track takes with the model that takes the fewest. */
  creditsPerTrack: number
}

export async function readPricing(api: Api, url: URL): Promise<Pricing> {
  const [pricing, models] = await Promise.all([api.api.pricing.$get(), api.api.models.$get()])
  const { signupCredits, packs, free } = await readAnswer(pricing, url)
  const { items } = await readAnswer(models, url)
  const creditsPerTrack = Math.min(...items.map((model) => model.credits.perTrack))
  return { signupCredits, packs, free, creditsPerTrack }
}
