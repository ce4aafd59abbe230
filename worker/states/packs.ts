/** On sale. A credit costs at least 7.45 cents, in the largest pack. */
export const PACKS = [
  { id: 'starter', name: 'Starter', credits: 300, priceCents: 2900, currency: 'usd' },
  { id: 'studio', name: 'Studio', credits: 700, priceCents: 5900, currency: 'usd' },
  { id: 'label', name: 'Label', credits: 2000, priceCents: 14900, currency: 'usd' },
] as const

export type Pack = (typeof PACKS)[number]
export type PackId = Pack['id']

export function packName(pack: string): string {
  return PACKS.find(({ id }) => id === pack)?.name ?? pack
}
