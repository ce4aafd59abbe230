import type { Reader } from './store.ts'

/** Where webhooks go, and the one or two secrets they are signed with. Held ones wait in the outbox. */
export type Endpoint = { url: string; secrets: readonly string[]; hold: boolean }

/** For accounts that set none of their own. */
export type EndpointDefaults = { url: string; secrets: readonly string[]; hold?: boolean }

/** The account's endpoint. Without an address everything is held. */
export function readEndpoint(reader: Reader, defaults: EndpointDefaults | undefined): Endpoint {
  const own = reader.find('endpoints', 'endpoint')
  const url = own?.url ?? defaults?.url ?? ''
  return {
    url,
    secrets: own?.secrets ?? defaults?.secrets ?? [],
    hold: url === '' || (own?.hold ?? defaults?.hold ?? false),
  }
}
