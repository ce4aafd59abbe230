import type { CarriedSong } from './carried-song.ts'

/** A song that is made once the address of `email` is confirmed, and the key that makes it once. */
export type KeptSong = CarriedSong & { email: string; idempotencyKey: string }

const DAY_SECONDS = 24 * 3_600
/** A browser takes 4 KB in a cookie. Three hold every prompt but one of 2,000 emoji. */
const PART_LENGTH = 3_500
const PARTS = ['song0', 'song1', 'song2'] as const

/** Cookies that keep the song in this browser for a day, without scripts, too; empty if it is too long. */
export function keepSong(song: KeptSong, url: URL): string[] {
  const text = encode(JSON.stringify(song))
  if (text.length > PARTS.length * PART_LENGTH) return []
  return PARTS.map((name, at) => {
    const part = text.slice(at * PART_LENGTH, (at + 1) * PART_LENGTH)
    return cookie(name, part, part === '' ? 0 : DAY_SECONDS, url)
  })
}

export function forgetSong(url: URL): string[] {
  return PARTS.map((name) => cookie(name, '', 0, url))
}

/** Null where this browser keeps none for the person. */
export function readKeptSong(request: Request, email: string): KeptSong | null {
  const header = request.headers.get('Cookie') ?? ''
  const text = PARTS.map(
    (name) => new RegExp(`(?:^|;\\s*)${name}=([\\w-]*)`).exec(header)?.[1] ?? '',
  ).join('')
  if (text === '') return null
  try {
    const kept: Partial<KeptSong> = JSON.parse(decode(text))
    const { prompt, instrumental, idempotencyKey } = kept
    if (typeof prompt !== 'string' || typeof idempotencyKey !== 'string') return null
    if (kept.email !== email) return null
    return { prompt, instrumental: instrumental === 'true' ? 'true' : '', email, idempotencyKey }
  } catch {
    return null
  }
}

function cookie(name: string, value: string, seconds: number, { protocol }: URL): string {
  const secure = protocol === 'https:' ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** As base64url of its UTF-8. */
function encode(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decode(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
}
