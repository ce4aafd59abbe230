import type { Services } from './services.ts'
import type { Settings } from './tables.ts'

type SettingsServices = Pick<Services, 'store' | 'defaults'>

export function settingsOf({ store, defaults }: SettingsServices, token: string) {
  const { id: _, ...own } = store.read(token).find('settings', 'settings') ?? { id: 'settings' }
  return { ...defaults, ...own }
}

/** Changes what is given and answers all of them. */
export function changeSettings(
  services: SettingsServices,
  token: string,
  wanted: Omit<Settings, 'id'>,
) {
  const { store } = services
  const own = store.read(token).find('settings', 'settings')
  store.write(token, (tx) => tx.put('settings', { ...own, ...wanted, id: 'settings' }))
  return settingsOf(services, token)
}
