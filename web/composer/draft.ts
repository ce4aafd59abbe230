import { type ComposerValues, isBlank, isMode } from './composer-values.ts'
import { SONG_FIELDS } from './song-values.ts'

/** What one person last had in the composer, on this machine. */
export type Draft = {
  values: ComposerValues
  savedAtMilliseconds: number
  /** The tab that wrote it. */
  tab: string
  /** The words of another tab that this one wrote over; undo leads back to them. */
  other: ComposerValues | null
  /** The key of a song that was sent and whose answer never came: sent again it makes one song. */
  unansweredKey: string | null
}

const PREFIX = 'soundfoundry:draft:'
const KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000

/** The part of `window` that keeps drafts. Reading the property throws where storage is forbidden. */
export type Keeps = { readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> }

/** Where one person's draft is: nobody else's sign-in leads there, and it doesn't tell the address. */
export function draftKey(email: string): string {
  return PREFIX + hash(email.trim().toLowerCase())
}

/** Null when there is none, when it is older than 30 days, and when the browser keeps nothing. */
export function readDraft(email: string, now: number, page: Keeps = window): Draft | null {
  if (isNobody(email)) return null
  const draft = parseDraft(attempt(() => page.localStorage.getItem(draftKey(email))))
  return draft && now - draft.savedAtMilliseconds < KEPT_MILLISECONDS ? draft : null
}

/** Null unless it is a draft as we write them. */
export function parseDraft(text: string | null): Draft | null {
  const found = attempt(() => JSON.parse(text ?? 'null') as unknown)
  if (!isRecord(found) || typeof found.savedAtMilliseconds !== 'number') return null
  const values = readValues(found.values)
  return (
    values && {
      values,
      savedAtMilliseconds: found.savedAtMilliseconds,
      tab: String(found.tab),
      other: readValues(found.other),
      unansweredKey: typeof found.unansweredKey === 'string' ? found.unansweredKey : null,
    }
  )
}

/** A composer as it is at first is no draft. A storage that is full or forbidden keeps nothing, and nobody is troubled with it. */
export function writeDraft(email: string, draft: Draft, page: Keeps = window): boolean {
  if (isNobody(email)) return false
  const isNew = isBlank(draft.values) && draft.values.mode === 'simple'
  const isNone = isNew && draft.other === null && draft.unansweredKey === null
  const written = attempt(() => {
    if (isNone) page.localStorage.removeItem(draftKey(email))
    else page.localStorage.setItem(draftKey(email), JSON.stringify(draft))
    return true
  })
  return written ?? false
}

/** For an account that is deleted: nothing of it stays on this machine. */
export function forgetDrafts(email: string, page: Keeps = window): void {
  attempt(() => page.localStorage.removeItem(draftKey(email)))
}

/** Whose words aren't known could be shown to anybody. */
function isNobody(email: string): boolean {
  return email.trim() === ''
}

function readValues(found: unknown): ComposerValues | null {
  if (!isRecord(found) || !isMode(found.mode)) return null
  const texts = SONG_FIELDS.map((name) => [name, String(found[name] ?? '')])
  // One text for each field, and the mode.
  return { ...Object.fromEntries(texts), mode: found.mode } as ComposerValues
}

function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null
}

function attempt<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** cyrb53: 53 bits, at once. Web Crypto would answer after the page is painted. */
function hash(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 2654435761)
    two = Math.imul(two ^ unit, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36)
}
