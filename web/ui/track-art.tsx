/** A quiet picture for a track: forged rings, always the same for the same id. */
export function TrackArt({ trackId, size }: { trackId: string; size: number }) {
  const { tone, lightAt, rings } = planArt(trackId)
  return (
    <svg
      viewBox="0 0 64 64"
      width={size}
      height={size}
      aria-hidden="true"
      style={{
        flex: 'none',
        borderRadius: size < 96 ? 'var(--radius-small)' : 'var(--radius-large)',
        background: `radial-gradient(circle at ${lightAt}% 8%, ${tone.ground}, ${SHADE} 92%)`,
        boxShadow: 'inset 0 0 0 1px rgb(255 255 255 / 8%)',
      }}
    >
      <g fill="none" strokeLinecap="round">
        {rings.map(({ radius, start, sweep, width, bright }) => (
          <circle
            key={radius}
            cx="32"
            cy="32"
            r={radius}
            pathLength="1"
            strokeDasharray={`${sweep.toFixed(3)} 1`}
            transform={`rotate(${start.toFixed(1)} 32 32)`}
            stroke={bright ? tone.spark : tone.metal}
            strokeOpacity={bright ? 1 : 0.75}
            strokeWidth={width.toFixed(2)}
          />
        ))}
      </g>
      <circle cx="32" cy="32" r="2.5" fill={tone.spark} />
    </svg>
  )
}

/** The color that a track's picture lends to what surrounds it. */
export function hueOf(trackId: string): string {
  return planArt(trackId).tone.hue
}

/** Where every stroke of the picture goes, in a square of 64; angles in degrees. */
export function planArt(trackId: string) {
  const random = randomFrom(trackId)
  const tone = TONES[Math.floor(random() * TONES.length)] ?? TONES[0]
  const turn = Math.round(random() * 360)
  const rings = RADII.map((radius) => ({
    radius,
    start: random() * 360,
    /** How much of the circle it covers. */
    sweep: 0.25 + random() * 0.6,
    width: 1.5 + random() * 3,
    bright: random() < 0.4,
  }))
  return { tone, /** The light's place from the left, in percent. */ lightAt: 20 + turn / 6, rings }
}

/** The dark that the light fades into. */
export const SHADE = '#17181b'

const RADII = [8, 13.5, 19, 24.5] as const

/** Ember, resonance, steel and the two between: the brand's own range. */
const TONES = [
  { hue: '#c47a26', ground: '#5a3510', metal: '#a8692a', spark: '#ffb24d' },
  { hue: '#3a6fe0', ground: '#142c63', metal: '#3a77ff', spark: '#86abff' },
  { hue: '#7d8794', ground: '#33383f', metal: '#7d8794', spark: '#f3f5f7' },
  { hue: '#6a55c8', ground: '#2b2340', metal: '#3a77ff', spark: '#ffb24d' },
  { hue: '#a07c4c', ground: '#3d3020', metal: '#8d95a1', spark: '#ffb24d' },
] as const

/** mulberry32, seeded by an FNV-1a hash of the text. */
function randomFrom(text: string): () => number {
  let state = 0x811c9dc5
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
