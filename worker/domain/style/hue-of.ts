import { type Tone, toneOf } from './draw-cover.ts'

/** The color that a track's cover lends to what surrounds it. Apart from the drawing, which is on every page. */
export const hueOf = (trackId: string): string => HUES[toneOf(trackId).ground]

const HUES: Record<Tone['ground'], string> = {
  '#5a3510': '#c47a26',
  '#142c63': '#3a6fe0',
  '#33383f': '#7d8794',
  '#2b2340': '#6a55c8',
  '#3d3020': '#a07c4c',
}
