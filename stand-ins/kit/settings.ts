import type { Journal } from './journal.ts'

/**
 * How an account's renders behave. `hold` keeps its webhooks in the outbox; only so many render at once as
 * `concurrency` says, and null or nothing is no limit: the others wait in the queue, or are refused with a 429
 * when it `refusesOverLimit`.
 */
export type Settings = {
  renderSeconds: number
  hold: boolean
  concurrency?: number | null
  refusesOverLimit?: boolean
}

/** The settings that an account has changed. */
export type OwnSettings = { id: 'settings' } & Partial<Settings>

/** Each account's settings, kept in its journal. */
export type SettingsStore = {
  of(key: string): Settings
  /** Changes the given ones and returns all. */
  change(key: string, wanted: Partial<Settings>): Settings
}

export function openSettings(
  journal: Journal<{ settings: OwnSettings }>,
  { renderSeconds }: Pick<Settings, 'renderSeconds'>,
): SettingsStore {
  const ownOf = (key: string): Partial<Settings> => {
    const { id: _, ...own } = journal.read(key).find('settings', 'settings') ?? NONE
    return own
  }
  const settingsOf = (key: string) => ({ renderSeconds, hold: false, ...ownOf(key) })
  return {
    of: settingsOf,
    change(key, wanted) {
      const own: OwnSettings = { ...ownOf(key), ...wanted, id: 'settings' }
      journal.write(key, (tx) => tx.put('settings', own))
      return settingsOf(key)
    },
  }
}

const NONE: OwnSettings = { id: 'settings' }
