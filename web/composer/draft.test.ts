import { expect, it } from 'vitest'
import { blankValues } from './composer-values.ts'
import { type Draft, draftKey, forgetDrafts, readDraft, writeDraft } from './draft.ts'

const DAY_MILLISECONDS = 86_400_000
const draft: Draft = {
  values: { ...blankValues('custom'), prompt: 'rain 🎻', lyrics: 'שלום\nעולם' },
  savedAtMilliseconds: 1_000,
  tab: 'a',
  other: null,
  unansweredKey: 'key',
}

function openPage() {
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
  return { kept, localStorage }
}

const FORBIDDEN = {
  get localStorage(): Storage {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  },
}

it('is read as it was written, by the person who wrote it', () => {
  const page = openPage()
  expect(writeDraft('ada@example.com', draft, page)).toBe(true)
  expect(readDraft('Ada@example.com ', 2_000, page)).toEqual(draft)
  expect(readDraft('bo@example.com', 2_000, page)).toBeNull()
})

it('is kept for nobody where it isn’t known whose it is', () => {
  const page = openPage()
  expect(writeDraft('', draft, page)).toBe(false)
  expect([page.kept.size, readDraft('', 2_000, page)]).toEqual([0, null])
})

it('tells nobody whose it is', () => {
  expect(draftKey('ada@example.com')).toMatch(/^soundfoundry:draft:[0-9a-z]{5,11}$/)
  expect(draftKey('ada@example.com')).not.toBe(draftKey('adb@example.com'))
})

it('is gone after 30 days, and with the account', () => {
  const page = openPage()
  writeDraft('ada@example.com', draft, page)
  expect(readDraft('ada@example.com', 1_000 + 30 * DAY_MILLISECONDS - 1, page)).toEqual(draft)
  expect(readDraft('ada@example.com', 1_000 + 30 * DAY_MILLISECONDS, page)).toBeNull()
  forgetDrafts('ada@example.com', page)
  expect(page.kept.size).toBe(0)
})

it('keeps nothing but the mode once the composer is blank, and nothing at all in Simple', () => {
  const page = openPage()
  writeDraft('ada@example.com', draft, page)
  const custom = { ...draft, values: blankValues('custom'), unansweredKey: null }
  writeDraft('ada@example.com', custom, page)
  expect(readDraft('ada@example.com', 2_000, page)?.values).toEqual(blankValues('custom'))
  writeDraft('ada@example.com', { ...custom, values: blankValues('simple') }, page)
  expect(page.kept.size).toBe(0)
})

it.each(['', '{', '[]', '{"values":{}}', '{"savedAtMilliseconds":1,"values":{"mode":"loud"}}'])(
  'is nothing where %j is kept',
  (text) => {
    const page = openPage()
    page.kept.set(draftKey('ada@example.com'), text)
    expect(readDraft('ada@example.com', 2_000, page)).toBeNull()
  },
)

it('is nothing, and no trouble, where storage is forbidden or full', () => {
  expect(writeDraft('ada@example.com', draft, FORBIDDEN)).toBe(false)
  expect(readDraft('ada@example.com', 2_000, FORBIDDEN)).toBeNull()
  expect(() => forgetDrafts('ada@example.com', FORBIDDEN)).not.toThrow()
  const full = openPage()
  full.localStorage.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  expect(writeDraft('ada@example.com', draft, full)).toBe(false)
})
