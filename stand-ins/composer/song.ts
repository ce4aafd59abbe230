import type { Syllable } from './score/syllables.ts'
import type { SongWishes } from './song-wishes.ts'
import type { DrumName, KitName } from './sound/drum-kits.ts'
import type { InstrumentName } from './sound/instruments.ts'

export type SectionKind =
  | 'intro'
  | 'verse'
  | 'build'
  | 'chorus'
  | 'bridge'
  | 'break'
  | 'outro'
  | 'ending'

/**
 * A stretch of the song. `energy` (0 to 1) decides how many layers play and how hard; `lines` are
 * the lyric lines sung in it, one after the other, evenly spread over its bars.
 */
export type Section = {
  kind: SectionKind
  startBeat: number
  beats: number
  energy: number
  /** How often this kind came before, from 0: repeats bring the same theme back, developed. */
  repeat: number
  lines: readonly (readonly Syllable[])[]
}

/** One chord sounding from `startBeat` for `beats`; pitch classes from the root upwards. */
export type ChordSpan = {
  startBeat: number
  beats: number
  root: number
  pitchClasses: readonly number[]
}

/** Seconds from the song's start, MIDI pitch (60 is middle C), velocity 0 to 1. */
export type Note = { start: number; duration: number; pitch: number; velocity: number }
export type SungNote = Note & { syllable: Syllable; legato: boolean }
export type Hit = { start: number; velocity: number; drum: DrumName }

/** The stems a song can be taken apart into. */
export type Bus = 'drums' | 'bass' | 'chords' | 'pads' | 'lead' | 'vocals'

/** How a part sits in the mix: level in dB against the balanced mix, pan −1 to 1, sends and ducking 0 to 1. */
export type Channel = {
  bus: Bus
  level: number
  pan: number
  room: number
  echo: number
  duck: number
}

export type Part = { channel: Channel } & (
  | { kind: 'notes'; instrument: InstrumentName; notes: readonly Note[] }
  | { kind: 'drums'; kit: KitName; hits: readonly Hit[] }
  | { kind: 'voice'; notes: readonly SungNote[]; formantScale: number }
)

/** A whole score with its mixing notes: everything the renderer needs, nothing it must decide. */
export type Song = {
  wishes: SongWishes
  sections: readonly Section[]
  chords: readonly ChordSpan[]
  parts: readonly Part[]
  /** Multiplies every filter's cutoff: 1 is neutral. */
  brightness: number
  /** Length of the reverb's tail, seconds. */
  roomSeconds: number
  /** When the ducked parts give way, seconds. */
  duckTimes: readonly number[]
}
