/** The cover of a track, as a square SVG: forged rings, the same bytes for the same id on every machine. */
export function drawCover(trackId: string): string {
  const random = randomFrom(trackId)
  const { ground, metal, spark } = pickTone(random)
  const lightAt = 0.2 + Math.round(random() * 360) / 600
  // The farthest corner is where the light ends. A square root is the same everywhere; `hypot` isn't.
  const across = Math.max(lightAt, 1 - lightAt)
  const reach = Math.sqrt(across * across + LIGHT_TO_FLOOR * LIGHT_TO_FLOOR)
  // The numbers are drawn in the order in which they stand here.
  const rings = RADII.map(
    (radius) =>
      `<circle r="${radius}" transform="rotate(${(random() * 360).toFixed(2)})" stroke-dasharray="${((0.25 + random() * 0.6) * 2 * Math.PI * radius).toFixed(2)} 200" stroke-width="${(1.5 + random() * 3).toFixed(2)}" stroke="${random() < 0.4 ? spark : metal}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="-32 -32 64 64"><radialGradient id="g" cx="${lightAt.toFixed(2)}" cy=".08" r="${reach.toFixed(2)}"><stop stop-color="${ground}"/><stop offset=".92" stop-color="#17181b"/></radialGradient><path fill="url(#g)" d="M-32-32h64v64h-64z"/><g fill="none" stroke-linecap="round">${rings.join('')}</g><circle r="2.5" fill="${spark}"/></svg>`
}

const RADII = [8, 13.5, 19, 24.5] as const
/** In sides of the square. */
const LIGHT_TO_FLOOR = 0.92

/** Ember, resonance, steel and the two between: the brand's own range. A quarter of the ground shines through metal. */
const TONES = [
  { ground: '#5a3510', metal: '#a8692abf', spark: '#ffb24d' },
  { ground: '#142c63', metal: '#3a77ffbf', spark: '#86abff' },
  { ground: '#33383f', metal: '#7d8794bf', spark: '#f3f5f7' },
  { ground: '#2b2340', metal: '#3a77ffbf', spark: '#ffb24d' },
  { ground: '#3d3020', metal: '#8d95a1bf', spark: '#ffb24d' },
] as const

export type Tone = (typeof TONES)[number]

export const toneOf = (trackId: string): Tone => pickTone(randomFrom(trackId))

function pickTone(random: () => number): Tone {
  // It is below 1, so there is always one.
  return TONES[Math.floor(random() * TONES.length)] as Tone
}

/** mulberry32, seeded by an FNV-1a hash of the text. */
function randomFrom(text: string): () => number {
  let state = 0x811c9dc5
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
