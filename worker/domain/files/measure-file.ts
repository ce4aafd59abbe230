import { SoundAnalysis } from '../../audio/analysis/sound-analysis.ts'
import { findSound, type SoundPlace } from '../../audio/find-sound.ts'
import type { HearSound, SoundRead } from '../../audio/hear-sound.ts'
import { readM4a } from '../../audio/m4a/read-m4a.ts'
import { readSound } from '../../audio/read-sound.ts'
import { SoundDigest } from '../../audio/sound-digest.ts'
import {
  type Measurement,
  readUnmeasured,
  type Unmeasured,
  writeMeasurement,
} from '../../db/measurements.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { log, logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { readPart } from '../../storage/read-part.ts'
import { beginRendition, type Rendition } from './begin-rendition.ts'

const STORE_RETRY_SECONDS = 30

/** Measures a stored sound once, however often called. What can't be decoded is left unmeasured for good. */
export async function measureFile(
  services: Pick<Services, 'db' | 'files'>,
  fileId: string,
): Promise<Outcome> {
  const isDone = await measureOnce(services, fileId)
  return isDone ? DONE : { retryAfterSeconds: STORE_RETRY_SECONDS }
}

/**
 * And says where in its file the sound lies, and makes an MP3 of a track's WAV. False when storage can't be reached: then
 * it is still to be measured.
 */
export async function measureOnce(
  { db, files }: Pick<Services, 'db' | 'files'>,
  fileId: string,
): Promise<boolean> {
  const file = await readUnmeasured(db, fileId)
  if (file === null) return true
  const opened = await openSound(files, file).catch((error) => {
    logPassingError('sound_not_read', error, { fileId })
    return 'unavailable' as const
  })
  if (opened === 'unavailable') return false
  if (opened === null) return leaveUnmeasured(db, fileId, 'not there')
  const { place, body } = opened
  const digest = new SoundDigest(place)
  const making = renditionOf(files, file, place)
  const measured = await measure(files, file, digest.watch(body), making?.hear).catch(
    async (error) => {
      await making?.drop()
      throw error
    },
  )
  const sums = measured.ok ? digest.sums() : null
  if (!measured.ok || sums === null) {
    await making?.drop()
    if (!measured.ok && measured.reason === 'unavailable') return false
    return leaveUnmeasured(db, fileId, measured.ok ? 'empty' : measured.reason)
  }
  const rendition = await keep(making, fileId)
  if (rendition === 'unavailable') return false
  const { measures } = measured
  const isKept = await writeMeasurement(db, fileId, {
    measures,
    sound: { ...place, ...sums },
    rendition,
  })
  // What can't be deleted now is swept.
  if (rendition !== null && !isKept) await files.delete([rendition.key]).catch(() => {})
  return true
}

/** Null where none is wanted. */
function renditionOf(
  files: FileStore,
  { userId, trackId, lacksRendition }: Unmeasured,
  { samplesPerChannel }: SoundPlace,
): Rendition | null {
  if (!lacksRendition || trackId === null || samplesPerChannel === undefined) return null
  return beginRendition({ files }, { userId, trackId, samplesPerChannel })
}

async function keep(rendition: Rendition | null, fileId: string) {
  return rendition === null
    ? null
    : rendition.keep().catch((error) => {
        logPassingError('rendition_not_stored', error, { fileId })
        return 'unavailable' as const
      })
}

type StoredSound = { key: string; contentType: string; bytes: number }

type Measured =
  | { ok: true; measures: Measurement }
  | { ok: false; reason: Exclude<SoundRead, { ok: true }>['reason'] | 'empty' }

/** Reads the body to its end, or cancels it. */
async function measure(
  files: FileStore,
  file: StoredSound,
  body: ReadableStream<Uint8Array>,
  hearToo: HearSound = () => undefined,
): Promise<Measured> {
  if (file.contentType === 'audio/mp4') return readContainer(files, file, body)
  const analysis = new SoundAnalysis()
  const hear: HearSound = async (channels, sampleRate) => {
    await analysis.hear(channels, sampleRate)
    await hearToo(channels, sampleRate)
  }
  const read = await readSound({ contentType: file.contentType, body }, hear)
  if (!read.ok) return read
  const measures = analysis.measures()
  if (measures === null) return { ok: false, reason: 'empty' }
  const { peaks: _peaks, loudnessOverTime: _loudness, ...kept } = measures
  return { ok: true, measures: kept }
}

/** Of AAC, which can't be decoded here, the container's facts are all that is measured. */
async function readContainer(
  files: FileStore,
  { key, bytes }: StoredSound,
  body: ReadableStream<Uint8Array>,
): Promise<Measured> {
  try {
    const read = await readM4a(bytes, (offset, length) => readPart(files, key, { offset, length }))
    await body.pipeTo(new WritableStream())
    if (!read.ok) return read
    const { durationSeconds, sampleRate, channels } = read
    const frames = Math.round(durationSeconds * sampleRate)
    return { ok: true, measures: { ...UNHEARD, durationSeconds, frames, sampleRate, channels } }
  } catch (error) {
    await body.cancel().catch(() => {})
    logPassingError('sound_not_read', error, { key })
    return { ok: false, reason: 'unavailable' }
  }
}

const UNHEARD = {
  loudnessLufs: null,
  loudnessRangeLu: null,
  truePeakDbtp: null,
  bpm: null,
  bpmConfidence: null,
  bpmOther: null,
  key: null,
  keyConfidence: null,
  keyOther: null,
  energy: null,
  brightness: null,
  chroma: null,
}

/** Null when there is nothing to hear in it. */
async function openSound(
  files: FileStore,
  file: StoredSound,
): Promise<{ place: SoundPlace; body: ReadableStream<Uint8Array> } | null> {
  const place = await findSound(file, (offset, length) =>
    readPart(files, file.key, { offset, length }),
  )
  const stored = place && (await files.get(file.key))
  return place && stored?.body ? { place, body: stored.body } : null
}

async function leaveUnmeasured(db: Services['db'], fileId: string, because: string) {
  log('warn', 'file_not_measured', { fileId, because })
  await writeMeasurement(db, fileId, null)
  return true
}
