import { PRICED_SECONDS } from '../../worker/states/priced-seconds.ts'
import { readAnswer } from './answers.ts'
import type { Api } from './client.ts'
import type { ModelAnswer } from './model-answer.ts'

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
  /** Every new account gets these once. */
  signupCredits: number
  packs: readonly PackOffer[]
  /** What everyone may spend in a day where nothing is sold; null where packs are sold. */
  free: { creditsPerDay: number; durationSecondsMax: number } | null
  /** The price of a track whose model is picked automatically: the lowest of those priced by the track. */
  creditsPerTrack: number
  /** The price of the cheapest track there is. */
  creditsFrom: number
  models: ModelAnswer[]
}

export async function readPricing(api: Api, url: URL): Promise<Pricing> {
  const [pricing, models] = await Promise.all([api.api.pricing.$get(), api.api.models.$get()])
  const { signupCredits, packs, free } = await readAnswer(pricing, url)
  const { items } = await readAnswer(models, url)
  return { signupCredits, packs, free, models: items, ...findPrices(items) }
}

export function findPrices(
  models: Pick<ModelAnswer, 'credits' | 'durationSeconds'>[],
): Pick<Pricing, 'creditsPerTrack' | 'creditsFrom'> {
  const perTrack = models.flatMap(({ credits }) => ('perTrack' in credits ? credits.perTrack : []))
  const shortest = models.flatMap(({ credits, durationSeconds }) =>
    'per30s' in credits ? credits.per30s * Math.ceil(durationSeconds.min / PRICED_SECONDS) : [],
  )
  const creditsPerTrack = Math.min(...perTrack)
  return { creditsPerTrack, creditsFrom: Math.min(creditsPerTrack, ...shortest) }
}
