import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openComposer } from './composer-store.ts'
import { blankValues } from './composer-values.ts'
import { readDraft } from './draft.ts'
import { keepDraft } from './draft-keeper.ts'

const EMAIL = 'ada@example.com'
const OPENING = { loaded: blankValues('simple'), isFilled: false, mode: null, typed: {} }

/** One browser: its storage, and the tabs that are open on it. */
let kept: Map<string, string>
let tabs: EventTarget[]
beforeEach(() => {
  kept = new Map()
  tabs = []
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** Opens the composer in a tab. What it writes reaches the other tabs, as `storage` events do. */
function openTab(opening: Partial<typeof OPENING> = {}) {
  const tab = new EventTarget()
  tabs.push(tab)
  const write = (key: string, newValue: string | null) => {
    if (newValue === null) kept.delete(key)
    else kept.set(key, newValue)
    const event = Object.assign(new Event('storage'), { key, newValue })
    for (const other of tabs) if (other !== tab) other.dispatchEvent(event)
  }
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => write(key, text),
    removeItem: (key: string) => write(key, null),
  }
  const page = Object.assign(tab, { localStorage }) as unknown as Window
  const store = openComposer(OPENING.loaded)
  const keeper = keepDraft(store, EMAIL, () => page)
  const end = keeper.start({ ...OPENING, ...opening })
  const stored = () => readDraft(EMAIL, Date.now(), page)
  return {
    ...store,
    keeper,
    stored,
    prompt: () => store.history.get().present.prompt,
    close: () => {
      tab.dispatchEvent(new Event('pagehide'))
      tabs.splice(tabs.indexOf(tab), 1)
    },
    leave: end,
  }
}

describe('the draft of one tab', () => {
  it('is saved at a pause of 300 ms, and says so', () => {
    const tab = openTab()
    tab.type('prompt', 'rain')
    vi.advanceTimersByTime(299)
    expect(tab.stored()).toBeNull()
    vi.advanceTimersByTime(1)
    expect(tab.stored()?.values.prompt).toBe('rain')
    expect(tab.keeper.note.get()).toBe('saved')
  })

  it('is saved when the page goes away within the pause', () => {
    const tab = openTab()
    tab.type('prompt', 'rain')
    tab.close()
    const next = openTab()
    expect(next.prompt()).toBe('rain')
    expect(next.keeper.note.get()).toBe('restored')
  })

  it('is saved when the composer goes away within the pause, and followed no longer', () => {
    const tab = openTab()
    tab.type('prompt', 'rain')
    tab.leave()
    expect(tab.stored()?.values.prompt).toBe('rain')
    tab.type('prompt', 'rain, again')
    vi.advanceTimersByTime(300)
    expect(tab.stored()?.values.prompt).toBe('rain')
  })

  it('is written only by somebody who changes something', () => {
    openTab().close()
    expect(kept.size).toBe(0)
  })

  it('is gone once it is cleared, and comes back by undo', () => {
    const tab = openTab()
    tab.type('prompt', 'rain')
    tab.clear()
    vi.advanceTimersByTime(300)
    expect([kept.size, tab.keeper.note.get()]).toEqual([0, null])
    tab.undo()
    vi.advanceTimersByTime(300)
    expect(tab.stored()?.values.prompt).toBe('rain')
  })

  it('keeps at once a song that it was filled with', () => {
    const tab = openTab({ loaded: { ...OPENING.loaded, prompt: 'again' }, isFilled: true })
    expect(tab.stored()?.values.prompt).toBe('again')
  })
})

describe('the drafts of two tabs', () => {
  it('are one as long as only one of them is changed', () => {
    const [one, two] = [openTab(), openTab()]
    one.type('prompt', 'rain')
    vi.advanceTimersByTime(300)
    expect(two.prompt()).toBe('rain')
    two.close()
    expect(one.stored()?.values.prompt).toBe('rain')
  })

  it('stay apart when both are changed: the last one wins, and undo leads to the other', () => {
    const [one, two] = [openTab(), openTab()]
    one.type('prompt', 'rain')
    two.type('prompt', 'sun')
    vi.advanceTimersByTime(300)
    expect([one.prompt(), two.prompt()]).toEqual(['rain', 'sun'])
    one.close()
    two.close()
    const next = openTab()
    expect(next.prompt()).toBe('sun')
    next.undo()
    expect(next.prompt()).toBe('rain')
  })
})

describe('the key that a song is sent with', () => {
  it('stays the same until an answer has come, also after a reload', () => {
    const tab = openTab()
    tab.type('prompt', 'rain')
    const key = tab.keeper.keyForSending()
    expect(tab.keeper.keyForSending()).toBe(key)
    tab.close()
    expect(openTab().keeper.keyForSending()).toBe(key)
  })

  it('is another one after an answer', () => {
    const tab = openTab()
    const key = tab.keeper.keyForSending()
    tab.keeper.answered()
    expect(tab.keeper.keyForSending()).not.toBe(key)
    tab.keeper.answered()
    tab.close()
    expect(kept.size).toBe(0)
  })
})
