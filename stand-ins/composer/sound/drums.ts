import type { Hit } from '../song.ts'
import { DRUM_PLACES, type DrumName, KITS, type KitName } from './drum-kits.ts'
import { saturate } from './inserts.ts'
import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'
import { strikeDrum } from './strike-drum.ts'

const TAKES = 3
/** Every drum struck once and kept: kits, drums and takes are few. */
const struck = new Map<string, Float32Array>()

/** Plays the hits on a kit, adding them to the audio: takes alternate, an open hat is choked by the next. */
export function playDrums(audio: StereoAudio, kitName: KitName, hits: readonly Hit[]): void {
  const kit = KITS[kitName]
  const hats = hits.filter(({ drum }) => HATS.has(drum)).sort((a, b) => a.start - b.start)
  for (const [index, hit] of hits.entries()) {
    const take = VARIED.has(hit.drum) ? index % TAKES : 0
    const name = `${kitName} ${hit.drum} ${take}`
    const sample = struck.get(name) ?? strikeDrum(kit, hit.drum, take)
    struck.set(name, sample)
    const choked =
      hit.drum === 'openHat' ? hats.find(({ start }) => start > hit.start + 0.02) : null
    playHit(audio, hit, sample, choked ? choked.start - hit.start : Number.POSITIVE_INFINITY)
  }
  for (const channel of [audio.left, audio.right]) {
    saturate(channel, kit.drive)
    darken(channel, kit.highCutHertz)
  }
}

const HATS: ReadonlySet<DrumName> = new Set(['hat', 'openHat', 'pedalHat'])
const VARIED: ReadonlySet<DrumName> = new Set(['snare', 'hat', 'shaker', 'clap', 'ride', 'openHat'])
const CHOKE_FRAMES = 500

function playHit(
  { left, right }: StereoAudio,
  hit: Hit,
  sample: Float32Array,
  untilSeconds: number,
): void {
  const { pan, gain } = DRUM_PLACES[hit.drum]
  const first = Math.round(hit.start * SAMPLE_RATE)
  const level = gain * hit.velocity ** 1.4
  const gainLeft = level * Math.cos(((pan + 1) * Math.PI) / 4) * Math.SQRT2
  const gainRight = level * Math.sin(((pan + 1) * Math.PI) / 4) * Math.SQRT2
  const choke = untilSeconds * SAMPLE_RATE
  const frames = Math.min(sample.length, left.length - first, choke + CHOKE_FRAMES)
  for (let i = 0; i < frames; i++) {
    const closing = i > choke ? 1 - (i - choke) / CHOKE_FRAMES : 1
    const value = (sample[i] ?? 0) * closing
    left[first + i] = (left[first + i] ?? 0) + value * gainLeft
    right[first + i] = (right[first + i] ?? 0) + value * gainRight
  }
}

function darken(channel: Float32Array, cutoffHertz: number): void {
  const smoothing = 1 - Math.exp((-2 * Math.PI * cutoffHertz) / SAMPLE_RATE)
  let low = 0
  for (let i = 0; i < channel.length; i++) {
    low += smoothing * ((channel[i] ?? 0) - low)
    channel[i] = low
  }
}
