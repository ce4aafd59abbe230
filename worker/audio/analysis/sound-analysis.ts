import type { HearSound } from '../hear-sound.ts'
import { pause } from '../pause.ts'
import { mixTo16Bits, WaveformCollector, type WaveformPeaks } from '../waveform-peaks.ts'
import { ChromaMeter } from './chroma-meter.ts'
import { findKey } from './find-key.ts'
import { findTempo } from './find-tempo.ts'
import { openHalfBand } from './half-band.ts'
import { type Loudness, LoudnessMeter } from './loudness-meter.ts'
import { OnsetMeter } from './onset-meter.ts'
import { PulseMeter } from './pulse-meter.ts'
import { shareBetween } from './share-between.ts'
import { TruePeakMeter } from './true-peak-meter.ts'

/** Numbers are null when nothing can be said for sure. */
export type SoundMeasures = {
  durationSeconds: number
  /** Samples of each channel. */
  frames: number
  sampleRate: number
  channels: number
  loudnessLufs: number | null
  loudnessRangeLu: number | null
  truePeakDbtp: number | null
  bpm: number | null
  /** 0 to 1: the share of such results that are right. */
  bpmConfidence: number | null
  /** The likeliest other tempo, mostly half or double. */
  bpmOther: number | null
  /** Like "F# minor". */
  key: string | null
  keyConfidence: number | null
  keyOther: string | null
  /** 0 (quiet, sparse) to 1 (loud, dense). */
  energy: number | null
  /** 0 (dark) to 1 (bright). */
  brightness: number | null
  /** The shares of twelve pitch classes from C upwards. */
  chroma: number[] | null
  peaks: WaveformPeaks
  loudnessOverTime: Loudness['overTime']
}

/** What is less sure than this isn't said. */
const CONFIDENCE_MIN = 0.3
/** Some 5 ms of CPU. */
const SLICE_FRAMES = 8_192
/** Half a second of a common sound, some 10 ms of CPU on a quiet machine. */
const FRAMES_PER_TURN = 22_050

/**
 * Measures a sound while it is decoded, in about 1 MB whatever its length. It needs nothing but JavaScript,
 * so that the Worker and a page measure alike. Every 22,050 samples it lets others have a turn.
 */
export class SoundAnalysis {
  #meters: Meters | null = null
  #framesBeforePause = 0

  readonly hear: HearSound = (channels, sampleRate) => {
    this.#meters ??= new Meters(sampleRate, channels.length)
    const length = channels[0]?.length ?? 0
    this.#framesBeforePause += length
    if (this.#framesBeforePause < FRAMES_PER_TURN) {
      this.#meters.add(channels)
      return undefined
    }
    this.#framesBeforePause = 0
    return this.#hearWithPauses(this.#meters, channels)
  }

  /** Asked once, when the whole sound was heard. Null when nothing was. */
  measures(): SoundMeasures | null {
    return this.#meters?.measures() ?? null
  }

  async #hearWithPauses(meters: Meters, channels: readonly Float32Array[]): Promise<void> {
    const length = channels[0]?.length ?? 0
    for (let at = 0; at < length; at += FRAMES_PER_TURN) {
      meters.add(channels.map((samples) => samples.subarray(at, at + FRAMES_PER_TURN)))
      await pause()
    }
  }
}

/** MP3's lowest. A slower sound has a length and peaks, and little else that anybody could hear. */
const ANALYSED_RATE_MIN = 8_000
const ANALYSED_RATE_MAX = 40_000

class Meters {
  readonly #sampleRate: number
  readonly #channels: number
  readonly #loudness: LoudnessMeter
  readonly #truePeaks: TruePeakMeter[]
  readonly #waveform = new WaveformCollector()
  readonly #halve: ((samples: Float32Array) => Float32Array)[] = []
  readonly #pulse = new PulseMeter()
  readonly #onsets: OnsetMeter
  readonly #chroma: ChromaMeter
  #frames = 0

  constructor(sampleRate: number, channels: number) {
    this.#sampleRate = sampleRate
    this.#channels = channels
    this.#loudness = new LoudnessMeter(sampleRate, channels)
    this.#truePeaks = Array.from({ length: channels }, () => new TruePeakMeter())
    let analysedRate = Math.max(ANALYSED_RATE_MIN, sampleRate)
    for (; analysedRate > ANALYSED_RATE_MAX; analysedRate /= 2) this.#halve.push(openHalfBand())
    this.#onsets = new OnsetMeter(analysedRate, (onsets) => this.#pulse.add(onsets))
    this.#chroma = new ChromaMeter(analysedRate)
  }

  add(arrived: readonly Float32Array[]): void {
    const length = arrived[0]?.length ?? 0
    for (let at = 0; at < length; at += SLICE_FRAMES) {
      this.#addSlice(arrived.map((samples) => samples.subarray(at, at + SLICE_FRAMES)))
    }
  }

  measures(): SoundMeasures {
    const loudness = this.#loudness.result()
    const peak = Math.max(...this.#truePeaks.map((channel) => channel.end()))
    const onsetsPerFrame = this.#pulse.onsetSum / Math.max(1, this.#pulse.frames)
    return {
      durationSeconds: this.#frames / this.#sampleRate,
      frames: this.#frames,
      sampleRate: this.#sampleRate,
      channels: this.#channels,
      loudnessLufs: loudness.integrated,
      loudnessRangeLu: loudness.range,
      truePeakDbtp: peak > 0 ? 20 * Math.log10(peak) : null,
      ...this.#tempo(onsetsPerFrame),
      ...this.#key(),
      energy: energyOf(loudness.integrated, onsetsPerFrame),
      brightness: brightnessOf(this.#onsets.centroidHertz()),
      peaks: this.#waveform.peaks(this.#sampleRate),
      loudnessOverTime: loudness.overTime,
    }
  }

  #addSlice(arrived: readonly Float32Array[]): void {
    const channels = asMany(arrived, this.#channels)
    this.#frames += channels[0]?.length ?? 0
    for (const [index, meter] of this.#truePeaks.entries()) {
      const samples = channels[index]
      if (samples) meter.add(samples)
    }
    this.#waveform.add(mixTo16Bits(channels))
    if (this.#sampleRate < ANALYSED_RATE_MIN) return
    this.#loudness.add(channels)
    const mono = this.#halve.reduce((samples, halve) => halve(samples), mix(channels))
    this.#onsets.add(mono)
    this.#chroma.add(mono)
  }

  #tempo(onsetsPerFrame: number) {
    const pulses = this.#pulse.result()
    const { framesPerSecond } = this.#onsets
    const tempo = findTempo({ pulses, framesPerSecond, onsetsPerFrame })
    if (tempo === null || tempo.confidence < CONFIDENCE_MIN) {
      return { bpm: null, bpmConfidence: null, bpmOther: null }
    }
    return { bpm: tempo.bpm, bpmConfidence: tempo.confidence, bpmOther: tempo.other }
  }

  #key() {
    const found = findKey(this.#chroma)
    if (found.confidence < CONFIDENCE_MIN) {
      return { key: null, keyConfidence: null, keyOther: null, chroma: found.chroma }
    }
    const { key, confidence, other, chroma } = found
    return { key, keyConfidence: confidence, keyOther: other, chroma }
  }
}

/** An MP3 may change between one channel and two: it is measured as it began. */
function asMany(channels: readonly Float32Array[], count: number): readonly Float32Array[] {
  if (channels.length === count) return channels
  const mono = mix(channels)
  return Array.from({ length: count }, () => mono)
}

function mix(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = channels
  if (channels.length === 1) return first
  const mixed = new Float32Array(first.length)
  for (const samples of channels) {
    for (let at = 0; at < mixed.length; at += 1) mixed[at] = (mixed[at] ?? 0) + (samples[at] ?? 0)
  }
  const scale = 1 / channels.length
  for (let at = 0; at < mixed.length; at += 1) mixed[at] = (mixed[at] ?? 0) * scale
  return mixed
}

/** Loudness and onsets count alike: a loud drone is no more energetic than a quiet beat. */
function energyOf(loudnessLufs: number | null, onsetsPerFrame: number): number | null {
  if (loudnessLufs === null) return null
  return (shareBetween(loudnessLufs, -35, -8) + shareBetween(onsetsPerFrame, 0.3, 3)) / 2
}

/** A spectrum's centre goes from 100 Hz, a bass alone, to 1,600 Hz, cymbals over everything. */
function brightnessOf(centroidHertz: number | null): number | null {
  return centroidHertz === null ? null : shareBetween(Math.log2(centroidHertz / 100), 0, 4)
}
