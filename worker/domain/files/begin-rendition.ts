import type { HearSound } from '../../audio/hear-sound.ts'
import { openMp3Encoder } from '../../audio/mp3/mp3-encoder.ts'
import { isMp3Rate, type Mp3Format, planMp3 } from '../../audio/mp3/plan-mp3.ts'
import { pause } from '../../audio/pause.ts'
import { SoundDigest } from '../../audio/sound-digest.ts'
import type { StoredRendition } from '../../db/measurements.ts'
import { newId } from '../../ids.ts'
import { log, logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { putInParts } from '../../storage/put-in-parts.ts'
import { foldersOf } from './folders.ts'

/** End it by `keep` or by `drop`. */
export type Rendition = {
  hear: HearSound
  /** Null for what can't be encoded. Throws when it can't be stored. Both leave nothing in storage. */
  keep(): Promise<StoredRendition | null>
  drop(): Promise<void>
}

/** Half a second of a common sound, encoded in some 7 ms of CPU. */
const SAMPLES_PER_TURN = 22_050

export type Original = { userId: string; trackId: string; samplesPerChannel: number }

/** An MP3 of a track's WAV, encoded and stored while that is heard. It holds a part of an upload, and 16 MB to encode. */
export function beginRendition(
  { files }: Pick<Services, 'files'>,
  { userId, trackId, samplesPerChannel }: Original,
): Rendition {
  const id = newId('fil')
  const key = `${foldersOf(userId).renditions}${trackId}/${id}.mp3`
  let upload: Upload | null = null
  let isRefused = false
  let samplesBeforePause = 0

  async function refuse(error: unknown): Promise<void> {
    logPassingError('rendition_not_made', error, { trackId })
    isRefused = true
    await upload?.abort()
  }

  async function encode(channels: readonly Float32Array[], sampleRate: number): Promise<void> {
    try {
      upload ??= openUpload(files, key, formatOf(channels.length, sampleRate), samplesPerChannel)
      await upload.add(channels)
    } catch (error) {
      await refuse(error)
    }
    samplesBeforePause += channels[0]?.length ?? 0
    if (samplesBeforePause < SAMPLES_PER_TURN) return
    samplesBeforePause = 0
    await pause()
  }

  return {
    async hear(channels, sampleRate) {
      const length = channels[0]?.length ?? 0
      for (let at = 0; at < length && !isRefused; at += SAMPLES_PER_TURN) {
        const some = channels.map((samples) => samples.subarray(at, at + SAMPLES_PER_TURN))
        await encode(some, sampleRate)
      }
    },
    async keep() {
      if (upload === null || isRefused) return null
      try {
        upload.addEnd()
      } catch (error) {
        await refuse(error)
        return null
      }
      const stored = await upload.stored()
      return stored && { id, key, ...stored }
    },
    drop: async () => upload?.abort(),
  }
}

function formatOf(channels: number, sampleRate: number): Mp3Format {
  if (!isMp3Rate(sampleRate)) throw new RangeError(`No MP3 of ${sampleRate} Hz is made`)
  return { channels: channels === 1 ? 1 : 2, sampleRate }
}

type Upload = ReturnType<typeof openUpload>

/** `add` and `addEnd` throw what the encoder throws; only `stored` says what the store does. Null: it isn't as planned. */
function openUpload(files: FileStore, key: string, format: Mp3Format, samples: number) {
  const encoder = openMp3Encoder(format)
  const { first, bytes } = planMp3(format, samples)
  const digest = new SoundDigest({ offset: 0, bytes })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const put = putInParts(files, key, digest.watch(readable), { contentType: 'audio/mpeg' })
  put.catch(() => {})
  const write = (mp3: Uint8Array) => writer.write(mp3).catch(() => {})
  void write(first)

  return {
    add: (channels: readonly Float32Array[]) => write(encoder.encode(channels)),
    addEnd() {
      void write(encoder.end())
      void writer.close().catch(() => {})
    },
    async stored() {
      try {
        const { etag, ...file } = await put
        const sums = digest.sums()
        if (sums !== null && file.bytes === bytes) return { bytes, etag, ...sums }
        log('error', 'rendition_not_as_planned', { key, planned: bytes, bytes: file.bytes })
        await files.delete([key]).catch(() => {})
        return null
      } catch (error) {
        // The store may have it although its answer was lost.
        await files.delete([key]).catch(() => {})
        throw error
      }
    },
    async abort() {
      await writer.abort().catch(() => {})
      await put.catch(() => {})
    },
  }
}
