import type { Mood } from '../song-wishes.ts'
import type { DrumName, KitName } from '../sound/drum-kits.ts'
import type { InstrumentName } from '../sound/instruments.ts'

/** Roman numerals, one bar each; "a,b" shares a bar, "-" holds the bar before. */
export type Progressions = {
  verse: readonly string[]
  chorus: readonly string[]
  bridge: readonly string[]
  /** The bar that leads back to the chorus. */
  turnaround: string
  /** The last chord of the song. */
  home: string
}

/** Sixteenths per drum: X accent, x normal, o ghost, "." rest; bars separated by "|". */
export type Groove = Partial<Record<DrumName, string>>
export type FillKind = 'sticks' | 'roll' | 'stutter' | 'brushes' | 'thunder'

export type DrumStyle = {
  kit: KitName
  /** Played in intros, outros and bridges; null leaves them without drums. */
  light: Groove | null
  calm: Groove
  full: Groove
  fill: FillKind
  /** Noise rises before a chorus and crashes open it. */
  sweeps: boolean
  level: number
  room: number
  loosenessMs: number
}

/** Signs: 1 3 5 7 chord tones, 8 the octave, a approaches the next root, w walks. */
export type BassStyle = {
  instrument: InstrumentName
  calm: string
  full: string
  low: number
  from: number
  level: number
}

/** Signs: x o X the chord (normal, soft, accented), d u strummed down or up, 1…6 one voice of it. */
export type Layer = {
  instrument: InstrumentName
  bus: 'chords' | 'pads'
  calm: string
  full: string
  low: number
  /** The section energy from which the layer plays. */
  from: number
  level: number
  pan: number
  room: number
  echo: number
  strumMs: number
}

export type LeadStyle = {
  instrument: InstrumentName
  centre: number
  /** 0 long notes, 1 many short ones. */
  busy: number
  pentatonic: boolean
  from: number
  level: number
  room: number
  echo: number
}

/** Everything that defines the sound of a genre. */
export type Style = {
  /** The slowest and fastest usual tempo. */
  bpm: readonly [number, number]
  minorShare: number
  moods: readonly Mood[]
  /** Share of `swingUnit` beats by which every second one comes late. */
  swing: number
  swingUnit: 0.25 | 0.5
  harmony: { major: Progressions; minor: Progressions }
  drums: DrumStyle | null
  bass: BassStyle | null
  layers: readonly Layer[]
  lead: LeadStyle
  roomSeconds: number
  /** How far pads and bass give way to the kick, 0 to 1. */
  duck: number
}
