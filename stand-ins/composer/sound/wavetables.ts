import { SAMPLE_RATE } from './stereo.ts'

export const TABLE_SIZE = 2048

export type Wave = 'saw' | 'square' | 'pulse' | 'triangle' | 'organ' | 'reed' | 'voice'

const TOP_HERTZ = 18000
const OCTAVES = 10
const LOWEST_HERTZ = 30

/** One cycle of a sine, with one sample repeated at the end for interpolation. */
export const SINE = Float32Array.from({ length: TABLE_SIZE + 1 }, (_, i) =>
  Math.sin((2 * Math.PI * i) / TABLE_SIZE),
)

const HARMONICS: Record<Wave, (harmonic: number) => number> = {
  saw: (n) => (0.6 * (n % 2 === 0 ? -1 : 1)) / n,
  square: (n) => (n % 2 === 1 ? 0.8 / n : 0),
  pulse: (n) => (0.9 * Math.sin(Math.PI * n * 0.22)) / n,
  triangle: (n) => (n % 2 === 1 ? ((n % 4 === 1 ? 1 : -1) * 0.8) / (n * n) : 0),
  organ: (n) => ({ 1: 0.5, 2: 0.4, 3: 0.25, 4: 0.2, 6: 0.1, 8: 0.12 })[n] ?? 0,
  reed: (n) => (n % 2 === 1 ? 0.55 : 0.4) / n ** 1.25,
  voice: (n) => 0.7 / n ** 1.35,
}

const tables = new Map<Wave, Float32Array[]>()

/** One band-limited cycle of a wave that stays below the top of hearing at this frequency. */
export function waveTable(wave: Wave, frequency: number): Float32Array {
  const octave = Math.max(0, Math.min(OCTAVES - 1, Math.ceil(Math.log2(frequency / LOWEST_HERTZ))))
  let levels = tables.get(wave)
  if (!levels) {
    levels = []
    tables.set(wave, levels)
  }
  const built = levels[octave] ?? buildTable(wave, LOWEST_HERTZ * 2 ** octave)
  levels[octave] = built
  return built
}

function buildTable(wave: Wave, highestFundamental: number): Float32Array {
  const table = new Float32Array(TABLE_SIZE + 1)
  const top = Math.min(TOP_HERTZ, SAMPLE_RATE / 2)
  const count = Math.max(1, Math.min(400, Math.floor(top / highestFundamental)))
  for (let harmonic = 1; harmonic <= count; harmonic++) {
    const gain = HARMONICS[wave](harmonic)
    if (gain === 0) continue
    for (let i = 0; i <= TABLE_SIZE; i++) {
      table[i] = (table[i] ?? 0) + gain * (SINE[(i * harmonic) % TABLE_SIZE] ?? 0)
    }
  }
  return table
}
