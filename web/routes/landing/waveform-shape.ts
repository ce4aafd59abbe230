/** The parts of the drawn song: how many bars each has and how loud it begins and ends, 0 to 1. */
export const SECTIONS = [
  { name: 'Intro', bars: 12, from: 0.12, to: 0.34 },
  { name: 'Verse', bars: 26, from: 0.4, to: 0.52 },
  { name: 'Chorus', bars: 22, from: 0.92, to: 0.86 },
  { name: 'Verse', bars: 24, from: 0.46, to: 0.58 },
  { name: 'Bridge', bars: 16, from: 0.3, to: 0.66 },
  { name: 'Chorus', bars: 26, from: 1, to: 0.94 },
  { name: 'Outro', bars: 14, from: 0.5, to: 0.06 },
]

export const WAVE_WIDTH = 1680
export const WAVE_HEIGHT = 320

const BAR_COUNT = SECTIONS.reduce((sum, { bars }) => sum + bars, 0)
const STEP = WAVE_WIDTH / BAR_COUNT

/** Every bar as a vertical stroke around the middle. Whole numbers, the same on every machine. */
export const BARS_PATH = SECTIONS.flatMap(({ bars, from, to }) =>
  Array.from({ length: bars }, (_, bar) => from + ((to - from) * bar) / bars),
)
  .map((loudness, bar) => {
    const half = Math.max(3, Math.round((WAVE_HEIGHT / 2 - 12) * loudness * strike(bar)))
    const x = Math.round(STEP * (bar + 0.5))
    return `M${x} ${WAVE_HEIGHT / 2 - half}V${WAVE_HEIGHT / 2 + half}`
  })
  .join('')

/** How hard the hammer fell on this bar: strongest on the beat, and never twice quite the same. */
function strike(bar: number): number {
  const beat = bar % 4 === 0 ? 1 : bar % 2 === 0 ? 0.8 : 0.62
  const unevenness = ((bar * 7919 + 104729) % 97) / 97
  return beat * (0.66 + 0.34 * unevenness)
}
