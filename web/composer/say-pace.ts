import type { LyricLine } from './singable.ts'

/** Says which lines may be hard to sing; null when none is. Lines are numbered from 1. */
export function sayPace(lines: readonly LyricLine[]): string | null {
  const numbers = lines.flatMap(({ kind }, at) => (kind === 'long' ? [at + 1] : []))
  const [first, second, ...others] = numbers
  if (first === undefined) return null
  if (second === undefined) return `Line ${first} is long: it may be sung fast.`
  if (others.length > 0) return `${numbers.length} long lines: they may be sung fast.`
  return `Lines ${first} and ${second} are long: they may be sung fast.`
}
