import { openByteReader } from '../audio/byte-reader.ts'
import { FILE_BYTES_MAX } from './put-file.ts'

export interface DownloadPolicy {
  /** And their subdomains. */
  allowedHosts: readonly string[]
  /** For redirects, head and body together. */
  timeoutSeconds: number
  fetch?: typeof fetch
}

export type Download =
  | {
      ok: true
      /** Read it to its end or cancel it. Fails with a `TimeoutError` when the time is over. */
      body: ReadableStream<Uint8Array>
      length: number | null
    }
  | {
      ok: false
      /** host_refused: this address, or one it redirects to, isn't allowed. not_audio: announced as HTML or JSON. */
      reason: 'host_refused' | 'not_found' | 'unavailable' | 'too_large' | 'empty' | 'not_audio'
    }

const REDIRECTS_MAX = 3

/** Opens a file at an address that we don't trust: each redirect is checked like the first. */
export async function downloadFile(url: string, policy: DownloadPolicy): Promise<Download> {
  const signal = AbortSignal.timeout(policy.timeoutSeconds * 1000)
  const send = policy.fetch ?? fetch
  let address = url
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    if (!isAllowedAddress(address, policy)) return { ok: false, reason: 'host_refused' }
    // Unpacked bytes would not match the announced length.
    const headers = { accept: 'audio/*', 'accept-encoding': 'identity' }
    const response = await send(address, { redirect: 'manual', headers, signal }).catch(() => null)
    if (response === null) return { ok: false, reason: 'unavailable' }
    const location = redirectOf(response, address)
    if (location === null) return openBody(response, signal)
    await response.body?.cancel()
    address = location
  }
  return { ok: false, reason: 'unavailable' }
}

/** Allows no credentials and no port. */
export function isAllowedAddress(
  address: string,
  { allowedHosts }: Pick<DownloadPolicy, 'allowedHosts'>,
): boolean {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  if (url.protocol !== 'https:' || url.port !== '') return false
  return allowedHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
}

/** An unreadable location gives an address that is never allowed. */
function redirectOf(response: Response, address: string): string | null {
  const location = response.headers.get('location')
  if (location === null || ![301, 302, 303, 307, 308].includes(response.status)) return null
  return URL.parse(location, address)?.href ?? ''
}

async function openBody(response: Response, signal: AbortSignal): Promise<Download> {
  const length = announcedLength(response.headers)
  const reason = refusalOf(response, length)
  if (reason === null && response.body !== null) {
    return { ok: true, body: untilAborted(response.body, signal), length }
  }
  await response.body?.cancel()
  return { ok: false, reason: reason ?? 'empty' }
}

function refusalOf(response: Response, length: number | null) {
  if (response.status === 404 || response.status === 410) return 'not_found'
  if (response.status !== 200) return 'unavailable'
  const contentType = response.headers.get('content-type') ?? ''
  if (/^\s*(text\/html|application\/json)\b/i.test(contentType)) return 'not_audio'
  if (length === 0) return 'empty'
  return length !== null && length > FILE_BYTES_MAX ? 'too_large' : null
}

function announcedLength(headers: Headers): number | null {
  const isPacked = !/^(identity)?$/i.test(headers.get('content-encoding') ?? '')
  const length = headers.get('content-length') ?? ''
  return isPacked || !/^\d+$/.test(length) ? null : Number(length)
}

function untilAborted(body: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const reader = openByteReader(body)
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = () => {
          controller.error(signal.reason)
          reader.cancel(signal.reason).catch(() => {})
        }
        if (signal.aborted) fail()
        else signal.addEventListener('abort', fail, { once: true })
      },
      async pull(controller) {
        const read = await reader.read()
        if (signal.aborted) return
        if (read === null) controller.close()
        else controller.enqueue(read)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
