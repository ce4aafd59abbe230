import type { Model } from '../../providers/catalogue.ts'

/** The packs on sale. A credit of the largest one is the cheapest we sell: 7.45 cents. */
export const PACKS = [
  { id: 'starter', name: 'Starter', credits: 300, priceCents: 2900, currency: 'usd' },
  { id: 'studio', name: 'Studio', credits: 700, priceCents: 5900, currency: 'usd' },
  { id: 'label', name: 'Label', credits: 2000, priceCents: 14900, currency: 'usd' },
] as const

export type Pack = (typeof PACKS)[number]
export type PackId = Pack['id']

/** For this long a model that is priced by length takes its price once. */
export const PRICED_SECONDS = 30

/**
 * What a request costs: whole credits, for all its variations together. The length is the settled
 * one (see `settleSeconds`), and matters only for models that are priced by it.
 */
export function priceTracks(
  model: Pick<Model, 'credits' | 'durationSeconds'>,
  { seconds, variations }: { seconds: number | null; variations: number },
): number {
  const { credits, durationSeconds } = model
  if ('perTrack' in credits) return credits.perTrack * variations
  // Nobody makes a track of unknown length by the second; if somebody did, it might be the longest.
  const steps = Math.ceil((seconds ?? durationSeconds.max) / PRICED_SECONDS)
  return credits.per30s * steps * variations
}
