import { toHex } from './hex.ts'

/** Ignores the order of keys. It must never change: we compare stored requests by it. */
export async function hashBody(body: Record<string, unknown>): Promise<string> {
  const text = sortedText(body)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(hash)
}

/** As `JSON.stringify` writes it, with the keys of every object sorted; undefined for what JSON leaves out. */
function sortedText(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map((each) => sortedText(each) ?? 'null').join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const text = sortedText((value as Record<string, unknown>)[key])
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`]
    })
  return `{${members.join()}}`
}
