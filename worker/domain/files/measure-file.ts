import { SoundAnalysis } from '../../audio/analysis/sound-analysis.ts'
import { findSound, type SoundPlace } from '../../audio/find-sound.ts'
import type { SoundRead } from '../../audio/hear-sound.ts'
import { readM4a } from '../../audio/m4a/read-m4a.ts'
import { readSound } from '../../audio/read-sound.ts'
import { SoundDigest } from '../../audio/sound-digest.ts'
import { type Measurement, readUnmeasured, writeMeasurement } from '../../db/measurements.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { log, logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { readPart } from '../../storage/read-part.ts'

const STORE_RETRY_SECONDS = 30

/** Measures a stored sound once, however often called. What can't be decoded is left unmeasured for good. */
export async function measureFile(
  services: Pick<Services, 'db' | 'files'>,
  fileId: string,
): Promise<Outcome> {
  const isDone = await measureOnce(services, fileId)
  return isDone ? DONE : { retryAfterSeconds: STORE_RETRY_SECONDS }
}

/** And says where in its file the sound lies. False when storage can't be read: then it is still to be measured. */
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
  const measured = await measure(files, file, digest.watch(body))
  if (!measured.ok && measured.reason === 'unavailable') return false
  const sums = measured.ok ? digest.sums() : null
  if (!measured.ok || sums === null)
    return leaveUnmeasured(db, fileId, measured.ok ? 'empty' : measured.reason)
  await writeMeasurement(db, fileId, { measures: measured.measures, sound: { ...place, ...sums } })
  return true
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
): Promise<Measured> {
  if (file.contentType === 'audio/mp4') return readContainer(files, file, body)
  const analysis = new SoundAnalysis()
  const read = await readSound({ contentType: file.contentType, body }, analysis.hear)
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
