import { openRandom, type Random } from '../seeded-random.ts'
import type { SungNote } from '../song.ts'
import { FORMANT_GAINS, FORMANT_HERTZ, FORMANT_WIDTH_HERTZ, ONSETS } from './formants.ts'
import { hertz, SAMPLE_RATE, type StereoAudio } from './stereo.ts'
import { TABLE_SIZE, waveTable } from './wavetables.ts'

const BLOCK = 64
const FORMANTS = 4
const RELEASE_SECONDS = 0.09
const GLIDE_SECONDS = 0.055
const VOWEL_GLIDE_SECONDS = 0.05

const source = new Float32Array(BLOCK)
const voiced = new Float32Array(BLOCK)

/**
 * Sings the notes, adding them to the audio: a glottal wave with vibrato and breath through four
 * resonances that move from consonant to vowel. `formantScale` sets the size of the singer.
 */
export function singNotes(
  audio: StereoAudio,
  notes: readonly SungNote[],
  formantScale: number,
  seed: number,
): void {
  const random = openRandom(seed, 'singer')
  for (const [i, note] of notes.entries()) {
    const before = notes[i - 1]
    const joined = note.legato && before !== undefined && before.start < note.start
    singNote(audio, note, joined ? before.pitch : note.pitch - 0.7, formantScale, random)
  }
}

function singNote(
  { left, right }: StereoAudio,
  note: SungNote,
  fromPitch: number,
  formantScale: number,
  random: Random,
): void {
  const { syllable } = note
  const onset = ONSETS[syllable.onset]
  const startSeconds = Math.max(0, note.start - onset.seconds * 0.7)
  const voiceSeconds = note.start - startSeconds + note.duration
  const first = Math.round(startSeconds * SAMPLE_RATE)
  const wanted = Math.round((voiceSeconds + RELEASE_SECONDS) * SAMPLE_RATE)
  const frames = Math.min(wanted, left.length - first)
  const table = waveTable('voice', hertz(note.pitch) * 1.1)
  const lows = new Float64Array(FORMANTS)
  const bands = new Float64Array(FORMANTS)
  let noiseBand = 0
  let noiseLow = 0
  let phase = random.next() * TABLE_SIZE
  let level = 0
  const loudness = note.velocity ** 1.1
  const drift = random.between(-6, 6)
  const noiseStep = 2 * Math.sin((Math.PI * onset.noiseHertz) / SAMPLE_RATE)
  for (let offset = 0; offset < frames; offset += BLOCK) {
    const count = Math.min(BLOCK, frames - offset)
    const time = offset / SAMPLE_RATE
    const pitch = note.pitch + (fromPitch - note.pitch) * Math.exp(-time / GLIDE_SECONDS)
    const vibrato = 26 * Math.min(1, Math.max(0, (time - 0.22) * 2.5))
    const cents = drift + vibrato * Math.sin(2 * Math.PI * 5.4 * time + note.pitch)
    const step = ((hertz(pitch) * 2 ** (cents / 1200)) / SAMPLE_RATE) * TABLE_SIZE
    for (let i = 0; i < count; i++) {
      const index = phase | 0
      const value = table[index] ?? 0
      const wave = value + ((table[index + 1] ?? 0) - value) * (phase - index)
      source[i] = wave + 0.05 * (random.next() - 0.5)
      phase += step
      if (phase >= TABLE_SIZE) phase -= TABLE_SIZE
    }
    voiced.fill(0)
    resonate(syllable, time, voiceSeconds, onset.seconds, formantScale, lows, bands, count)
    const nextLevel =
      loudness * voiceLevel(time + BLOCK / SAMPLE_RATE, voiceSeconds, onset, syllable.hums)
    const slope = (nextLevel - level) / BLOCK
    const noiseLevel =
      time < onset.seconds ? onset.noise * Math.sin((Math.PI * time) / onset.seconds) : 0
    const from = first + offset
    for (let i = 0; i < count; i++) {
      level += slope
      let value = (voiced[i] ?? 0) * level
      if (onset.noise > 0 && time < onset.seconds + 0.02) {
        noiseLow += noiseStep * noiseBand
        noiseBand += noiseStep * (random.next() - 0.5 - noiseLow - 0.7 * noiseBand)
        value += noiseBand * noiseLevel * loudness
      }
      left[from + i] = (left[from + i] ?? 0) + value
      right[from + i] = (right[from + i] ?? 0) + value
    }
    level = nextLevel
  }
}

function resonate(
  syllable: SungNote['syllable'],
  time: number,
  voiceSeconds: number,
  onsetSeconds: number,
  formantScale: number,
  lows: Float64Array,
  bands: Float64Array,
  count: number,
): void {
  const from = FORMANT_HERTZ[syllable.onset === 'none' ? syllable.vowel : 'oo']
  const opened = 1 - Math.exp(-Math.max(0, time - onsetSeconds * 0.4) / VOWEL_GLIDE_SECONDS)
  const closed =
    syllable.closing === syllable.vowel ? 0 : smooth((time / voiceSeconds - 0.55) / 0.4)
  for (let k = 0; k < FORMANTS; k++) {
    const vowel = FORMANT_HERTZ[syllable.vowel][k] ?? 0
    const closing = FORMANT_HERTZ[syllable.closing][k] ?? 0
    const open = (from[k] ?? 0) + (vowel - (from[k] ?? 0)) * opened
    const centre = (open + (closing - open) * closed) * formantScale
    const gain = FORMANT_GAINS[syllable.vowel][k] ?? 0
    const damping = (FORMANT_WIDTH_HERTZ[k] ?? 100) / centre
    const g = Math.tan((Math.PI * centre) / SAMPLE_RATE)
    const a1 = 1 / (1 + g * (g + damping))
    let s1 = bands[k] ?? 0
    let s2 = lows[k] ?? 0
    for (let i = 0; i < count; i++) {
      const band = a1 * (s1 + g * ((source[i] ?? 0) - s2))
      const low = s2 + g * band
      s1 = 2 * band - s1
      s2 = 2 * low - s2
      voiced[i] = (voiced[i] ?? 0) + gain * damping * band * 6
    }
    bands[k] = s1
    lows[k] = s2
  }
}

function voiceLevel(
  time: number,
  voiceSeconds: number,
  onset: { seconds: number; veil: number },
  hums: boolean,
): number {
  const opening =
    1 - onset.veil * (1 - smooth((time - onset.seconds * 0.5) / (onset.seconds * 0.7 + 0.01)))
  const attack = smooth(time / 0.03)
  const humming = hums && time > voiceSeconds - 0.09 ? 0.5 : 1
  const release =
    time <= voiceSeconds ? 1 : Math.max(0, 1 - (time - voiceSeconds) / RELEASE_SECONDS)
  return opening * attack * humming * release
}

function smooth(place: number): number {
  const x = Math.min(1, Math.max(0, place))
  return x * x * (3 - 2 * x)
}
