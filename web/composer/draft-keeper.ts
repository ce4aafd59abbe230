import { type Observable, observable } from '../ui/observable.ts'
import type { ComposerStore } from './composer-store.ts'
import { areEqual, isBlank } from './composer-values.ts'
import { type Draft, draftKey, type Keeps, parseDraft, readDraft, writeDraft } from './draft.ts'
import { change } from './history.ts'
import { type Opening, restore } from './restore.ts'

const PAUSE_MILLISECONDS = 300

type Page = Keeps & Pick<Window, 'addEventListener' | 'removeEventListener'>

export type DraftNote = 'restored' | 'saved' | null

export type DraftKeeper = {
  /** What the composer's head says. */
  note: Observable<DraftNote>
  /** Fills the composer, and keeps the draft from then on. The answered function ends it. */
  start: (opening: Omit<Opening, 'draft'>) => () => void
  /** The key to send the song with: the last one again until an answer has come. */
  keyForSending: () => string
  /** An answer has come: the next song gets a key of its own. */
  answered: () => void
}

/**
 * Keeps one person's draft while the composer is open: at every pause and when the page goes away.
 * Where two tabs write, the last one wins and remembers the other's words; a tab in which nothing was
 * changed follows the other. The server opens no page.
 */
export function keepDraft(
  store: ComposerStore,
  email: string,
  openPage: () => Page = () => window,
): DraftKeeper {
  const tab = crypto.randomUUID()
  const note = observable<DraftNote>(null)
  let seen: Draft | null = null
  let unansweredKey: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = () => {
    clearTimeout(timer)
    timer = undefined
    const values = store.history.get().present
    const stored = readDraft(email, Date.now(), openPage())
    const draft = {
      values,
      savedAtMilliseconds: Date.now(),
      tab,
      other: wordsWrittenOver(stored) ?? (isBlank(values) ? null : ownOther()),
      unansweredKey,
    }
    if (writeDraft(email, draft, openPage())) note.set(isBlank(values) ? null : 'saved')
    seen = draft
  }
  const wordsWrittenOver = (stored: Draft | null) => {
    const isSeen =
      stored === null ||
      stored.tab === tab ||
      stored.savedAtMilliseconds === seen?.savedAtMilliseconds
    if (isSeen || isBlank(stored.values)) return null
    return areEqual(stored.values, store.history.get().present) ? null : stored.values
  }
  // Words that were restored with the draft are among the steps to undo by now.
  const ownOther = () => (seen?.tab === tab ? seen.other : null)
  const saveAtPause = () => {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE_MILLISECONDS)
  }
  const saveIfPending = () => timer !== undefined && save()
  const follow = ({ key, newValue }: StorageEvent) => {
    if (key !== draftKey(email) || store.isTouched()) return
    const draft = parseDraft(newValue)
    if (!draft) return
    seen = draft
    unansweredKey = draft.unansweredKey
    store.take(change(store.history.get(), draft.values))
    note.set('restored')
  }

  return {
    note,
    start(opening) {
      const page = openPage()
      seen = readDraft(email, Date.now(), page)
      unansweredKey = seen?.unansweredKey ?? null
      const { history, isRestored } = restore({ ...opening, draft: seen })
      store.take(history)
      note.set(isRestored ? 'restored' : null)
      if (opening.isFilled) save()
      const end = store.history.subscribe(() => store.isTouched() && saveAtPause())
      page.addEventListener('pagehide', saveIfPending)
      page.addEventListener('storage', follow)
      return () => {
        end()
        saveIfPending()
        page.removeEventListener('pagehide', saveIfPending)
        page.removeEventListener('storage', follow)
      }
    },
    keyForSending() {
      unansweredKey ??= crypto.randomUUID()
      save()
      return unansweredKey
    },
    answered() {
      unansweredKey = null
      save()
    },
  }
}
