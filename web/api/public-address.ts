import type { Api } from './client.ts'

/** The whole address of a page, as everybody reaches it. On the server only: the browser's API has no host. */
export function publicAddress(api: Api, path: string): string {
  return new URL(path, api.api.health.$url()).href
}
