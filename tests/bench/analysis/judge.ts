import type { Key } from '../../../stand-ins/composer/song-wishes.ts'

const TEMPO_TOLERANCE = 0.005
const OCTAVES = [1, 1 / 2, 2, 2 / 3, 3 / 2]

export function isTempo(measured: number | null, truth: number): boolean {
  return measured !== null && Math.abs(measured / truth - 1) <= TEMPO_TOLERANCE
}

export function isTempoUpToOctave(measured: number | null, truth: number): boolean {
  return OCTAVES.some((factor) => isTempo(measured, truth * factor))
}

const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']

/** MIREX: 1 for the key itself, 0.5 a fifth off, 0.3 for the relative key, 0.2 for the parallel one. */
export function scoreKey(measured: string | null, truth: Key): number {
  if (measured === null) return 0
  const [name = '', mode] = measured.split(' ')
  const above = (TONICS.indexOf(name) - truth.tonic + 12) % 12
  if (mode === truth.mode) return above === 0 ? 1 : above === 5 || above === 7 ? 0.5 : 0
  if (above === (truth.mode === 'major' ? 9 : 3)) return 0.3
  return above === 0 ? 0.2 : 0
}
