const GROUPS = 8

/** What limits count by: one household's /64, one provider's /24, or the text itself if it is neither. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (/^\d+\.\d+\.\d+\.\d+$/.test(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  if (!mapped.includes(':')) return mapped
  return `${expand(mapped).slice(0, 4).join(':')}::/64`
}

/** The machine itself, which everybody on `npm start` shares. */
export function isLoopback(address: string): boolean {
  return /^(127\.|::1$|::ffff:127\.)/i.test(address)
}

function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const [first, last] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = tail === undefined ? 0 : Math.max(0, GROUPS - first.length - last.length)
  return [...first, ...Array<string>(zeros).fill('0'), ...last]
}

const groupsOf = (text: string) =>
  text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, ''))
