import { type DetailKind, PROFILES, SAID } from './detail-words.ts'

/** Words that were put into a description. */
export type Insertion = { kind: DetailKind; words: string }

const KINDS: readonly DetailKind[] = ['genre', 'mood', 'tempo', 'instruments', 'energy', 'key']

/**
 * Says in words what a description leaves open: the same for the same description. `chosen` are the
 * kinds that chips say already, and `fits` whether a longer description is still within the limit:
 * what isn't is left out.
 */
export function addDetail(
  prompt: string,
  {
    chosen,
    fits,
  }: { chosen: Partial<Record<DetailKind, string>>; fits: (prompt: string) => boolean },
): { prompt: string; added: Insertion[] } {
  const usual = findProfile(`${chosen.genre ?? ''} ${prompt}`)
  const words = {
    ...usual,
    tempo: `${usual.bpm} BPM`,
    mood: `${usual.mood} mood`,
    key: `in ${usual.key}`,
  }
  let longer = prompt
  const added: Insertion[] = []
  for (const kind of KINDS) {
    if (chosen[kind] || isSaid(kind, prompt)) continue
    const next = joinWords(longer, words[kind])
    if (!fits(next)) continue
    longer = next
    added.push({ kind, words: words[kind] })
  }
  return { prompt: longer, added }
}

/** A description with more words at its end. */
export function joinWords(prompt: string, words: string): string {
  const begun = prompt.trimEnd().replace(/[,;]$/u, '')
  if (begun === '') return words
  return /[.!?]$/.test(begun) ? `${begun} ${words}` : `${begun}, ${words}`
}

/** Whether a description says that already. */
export function isSaid(kind: DetailKind, prompt: string): boolean {
  return kind === 'genre'
    ? PROFILES.some(({ named }) => named.test(prompt))
    : SAID[kind].test(prompt)
}

/** The music that is named, or else one that depends on the words alone. */
function findProfile(text: string) {
  const named = PROFILES.find((profile) => profile.named.test(text))
  const sum = [...text].reduce(
    (total, character) => (total * 31 + character.charCodeAt(0)) >>> 0,
    7,
  )
  // There are profiles, and the remainder is below their number.
  return named ?? (PROFILES[sum % PROFILES.length] as (typeof PROFILES)[number])
}
