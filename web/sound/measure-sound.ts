import type { SoundMeasures } from '../../worker/audio/analysis/sound-analysis.ts'
import { sampleRateOf } from '../../worker/audio/sample-rate-of.ts'

/** Some seconds of a sound: as many samples for each channel. */
export type Piece = { channels: Float32Array[]; sampleRate: number }
/** What the worker answers a piece with, and the end. */
export type Said = 'more' | { measures: SoundMeasures | null }

/** Why a file can't be measured, as a sentence for its person. */
export class Unmeasurable extends Error {}

export type Watch = {
  signal: AbortSignal
  /** How much has been heard, of 1. */
  onShare: (share: number) => void
}

const FILE_BYTES_MAX = 50 * 1024 * 1024
const SECONDS_MAX = 600
const SECONDS_MIN = 1
const PIECE_SECONDS = 5
/** Every browser decodes to these. */
const [RATE_MIN, RATE_MAX, RATE_USUAL] = [8_000, 192_000, 48_000]

/**
 * Decodes a file as this browser can, and measures it beside the page, where a hidden tab isn't slowed down.
 * Nothing leaves the machine. Rejects with `Unmeasurable`, or with the signal's reason.
 */
export async function measureSound(file: File, watch: Watch): Promise<SoundMeasures> {
  if (file.size === 0) throw new Unmeasurable('This file is empty.')
  if (file.size > FILE_BYTES_MAX)
    throw new Unmeasurable('This file is larger than 50 MB. Try an MP3 of it.')
  if ((await readSeconds(file)) > SECONDS_MAX) throw new Unmeasurable(TOO_LONG)
  watch.signal.throwIfAborted()
  const sound = await decode(file)
  watch.signal.throwIfAborted()
  if (sound.duration > SECONDS_MAX) throw new Unmeasurable(TOO_LONG)
  if (sound.duration < SECONDS_MIN)
    throw new Unmeasurable('This is over within a second: too short to measure.')
  const measures = await measureAside(sound, watch)
  if (measures === null || measures.truePeakDbtp === null)
    throw new Unmeasurable('There is nothing to hear in this file.')
  return measures
}

const TOO_LONG = 'This is longer than 10 minutes. Try a part of it.'

/** Asked first, because a small file can decode to hours. 0 where the browser can't tell. */
function readSeconds(file: File): Promise<number> {
  const url = URL.createObjectURL(file)
  return new Promise<number>((resolve) => {
    const audio = new Audio()
    audio.preload = 'metadata'
    audio.onloadedmetadata = () => resolve(Number.isFinite(audio.duration) ? audio.duration : 0)
    audio.onerror = () => resolve(0)
    audio.src = url
  }).finally(() => URL.revokeObjectURL(url))
}

async function decode(file: File): Promise<AudioBuffer> {
  const bytes = await file.arrayBuffer().catch(() => {
    throw new Unmeasurable('This file can’t be read. Has it moved?')
  })
  const stored = sampleRateOf(new Uint8Array(bytes)) ?? RATE_USUAL
  const rate = stored < RATE_MIN || stored > RATE_MAX ? RATE_USUAL : stored
  return new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes).catch(() => {
    throw new Unmeasurable('Your browser can’t hear this file. MP3, WAV and FLAC work in all.')
  })
}

function measureAside(sound: AudioBuffer, { signal, onShare }: Watch) {
  const worker = new Worker(new URL('./measure.worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<SoundMeasures | null>()
  let at = 0
  const sendNext = () => {
    const piece = cut(sound, at)
    if (piece === null) return worker.postMessage('end')
    onShare(at / sound.length)
    at += piece.channels[0]?.length ?? 0
    const buffers = piece.channels.map(({ buffer }) => buffer as ArrayBuffer)
    worker.postMessage(piece, buffers)
  }
  worker.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data === 'more') sendNext()
    else resolve(data.measures)
  }
  worker.onerror = () =>
    reject(new Unmeasurable('Measuring failed. Reload the page and try again.'))
  signal.addEventListener('abort', () => reject(signal.reason))
  sendNext()
  return promise.finally(() => worker.terminate())
}

/** The next seconds, of two channels at most: what surrounds them says nothing of a song. Null at the end. */
function cut(sound: AudioBuffer, at: number): Piece | null {
  const { sampleRate, numberOfChannels, length } = sound
  const samples = Math.min(PIECE_SECONDS * sampleRate, length - at)
  if (samples <= 0) return null
  const channels = Array.from({ length: Math.min(2, numberOfChannels) }, (_, channel) => {
    const own = new Float32Array(samples)
    sound.copyFromChannel(own, channel, at)
    return own
  })
  return { channels, sampleRate }
}
