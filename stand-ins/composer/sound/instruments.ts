import { openRandom } from '../seeded-random.ts'
import type { Note } from '../song.ts'
import { addCrackle } from './crackle.ts'
import type { Inserts } from './inserts.ts'
import { PLUCKED_NAMES, type PluckedName, pluckString } from './plucked.ts'
import { cacheSamples, playSampleNote } from './sample-voice.ts'
import type { StereoAudio } from './stereo.ts'
import { STRUCK } from './struck.ts'
import { SYNTH_PATCHES } from './synth-patches.ts'
import { playSynthNote, type SynthPatch } from './synth-voice.ts'

type SynthName = keyof typeof SYNTH_PATCHES
type StruckName = keyof typeof STRUCK
export type InstrumentName = SynthName | StruckName | PluckedName | 'vinyl'

/** Plays a part's notes on an instrument, adding them to the audio. Brightness 1 is neutral. */
export function playInstrument(
  audio: StereoAudio,
  instrument: InstrumentName,
  notes: readonly Note[],
  brightness: number,
  seed: number,
): void {
  const random = openRandom(seed, `sound ${instrument}`)
  if (instrument === 'vinyl') addCrackle(audio, random)
  else if (isSynth(instrument)) {
    const patch: SynthPatch = SYNTH_PATCHES[instrument]
    for (const note of notes) playSynthNote(audio, note, patch, brightness, random)
  } else {
    const sampler = cacheSamples(
      isPlucked(instrument)
        ? (pitch, hard) => pluckString(instrument, pitch, hard)
        : STRUCK[instrument],
    )
    const release = RELEASE_SECONDS[instrument] ?? 0.35
    const width = BASSES.has(instrument) ? 0 : 0.5
    for (const note of notes) playSampleNote(audio, note, sampler, release, width)
  }
}

/** What stands between an instrument and the desk. */
export function insertsOf(instrument: InstrumentName): Inserts {
  return INSERTS[instrument] ?? { lowCutHertz: BASSES.has(instrument) ? 28 : 140 }
}

const BASSES: ReadonlySet<InstrumentName> = new Set([
  'pick bass',
  'round bass',
  'upright bass',
  'low piano',
  'sub bass',
  'synth bass',
  'reese bass',
  '808 bass',
  'low strings',
])

const RELEASE_SECONDS: Partial<Record<InstrumentName, number>> = {
  piano: 0.5,
  'felt piano': 1.2,
  'low piano': 1,
  bell: 3,
  vibraphone: 2,
  harp: 2.5,
  'muted guitar': 0.08,
  'distorted guitar': 0.12,
  'pick bass': 0.12,
  'round bass': 0.15,
  'upright bass': 0.2,
}

const INSERTS: Partial<Record<InstrumentName, Inserts>> = {
  'electric piano': { lowCutHertz: 110, tremolo: 0.3, drive: 1.4, chorus: 0.25 },
  vibraphone: { lowCutHertz: 150, tremolo: 0.25 },
  organ: { lowCutHertz: 130, tremolo: 0.2, drive: 1.5, chorus: 0.3 },
  'distorted guitar': { lowCutHertz: 90, drive: 16, highCutHertz: 4200 },
  'muted guitar': { lowCutHertz: 80, drive: 9, highCutHertz: 3600 },
  'lead guitar': { lowCutHertz: 150, drive: 9, highCutHertz: 4800, chorus: 0.15 },
  'clean guitar': { lowCutHertz: 150, chorus: 0.35 },
  'pick bass': { lowCutHertz: 30, drive: 2.2, highCutHertz: 3200 },
  'round bass': { lowCutHertz: 30, drive: 1.5, highCutHertz: 900 },
  'upright bass': { lowCutHertz: 35, highCutHertz: 1100 },
  'synth bass': { lowCutHertz: 28, drive: 1.6 },
  '808 bass': { lowCutHertz: 26, drive: 2.6, highCutHertz: 2500 },
  'reese bass': { lowCutHertz: 28, drive: 1.8 },
  acid: { lowCutHertz: 90, drive: 2.2, highCutHertz: 6500 },
  'warm pad': { lowCutHertz: 190 },
  'dark pad': { lowCutHertz: 150 },
  'string ensemble': { lowCutHertz: 190, chorus: 0.2 },
  choir: { lowCutHertz: 180, chorus: 0.35 },
  supersaw: { lowCutHertz: 200 },
  vinyl: { lowCutHertz: 300, highCutHertz: 7000 },
  'felt piano': { lowCutHertz: 90, highCutHertz: 5000 },
  piano: { lowCutHertz: 70 },
}

function isSynth(instrument: InstrumentName): instrument is SynthName {
  return instrument in SYNTH_PATCHES
}

function isPlucked(instrument: InstrumentName): instrument is PluckedName {
  return PLUCKED_NAMES.has(instrument)
}
