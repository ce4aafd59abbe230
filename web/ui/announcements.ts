import { observable } from './observable.ts'

type Announcement = { sentence: string; isUrgent: boolean }

/** More than these would be read out long after they were true: the oldest are dropped. */
const WAITING_MAX = 5

/** What the page's live regions have yet to say. */
export const announcements = observable<readonly Announcement[]>([])

/** Says a sentence to screen readers; an urgent one interrupts what is being read. */
export function announce(sentence: string, { isUrgent = false } = {}): void {
  announcements.set([...announcements.get(), { sentence, isUrgent }].slice(-WAITING_MAX))
}
