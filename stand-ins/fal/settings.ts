import { join } from 'node:path'
import { readJsonFile, writeFileAtomically } from '../kit/json-file.ts'

/** How one key's requests behave; `hold` keeps its webhooks back for whoever asks for them. */
export type Settings = { renderSeconds: number; hold: boolean }

/** Each key's settings, kept on disk. */
export type SettingsStore = {
  of(key: string): Settings
  /** Changes what is given and answers all of them. */
  change(key: string, wanted: Partial<Settings>): Settings
  reset(key: string): void
}

export function openSettings(folder: string, defaults: { renderSeconds: number }): SettingsStore {
  const path = join(folder, 'settings.json')
  // Only keep() below writes this file.
  const stored = (readJsonFile(path) ?? {}) as Record<string, Partial<Settings>>
  const changed = new Map(Object.entries(stored))

  const keep = () => writeFileAtomically(path, JSON.stringify(Object.fromEntries(changed)))
  const settingsOf = (key: string) => ({ ...defaults, hold: false, ...changed.get(key) })

  return {
    of: settingsOf,
    change(key, wanted) {
      changed.set(key, { ...changed.get(key), ...wanted })
      keep()
      return settingsOf(key)
    },
    reset(key) {
      if (changed.delete(key)) keep()
    },
  }
}
