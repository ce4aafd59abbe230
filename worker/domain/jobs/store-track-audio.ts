import { measureSound } from '../../audio/measure-sound.ts'
import { readSound } from '../../audio/read-sound.ts'
import { shrinkPeaks } from '../../audio/shrink-peaks.ts'
import type { AudioContentType } from '../../audio/sniff-audio.ts'
import { isSong } from '../../audio/sound-meter.ts'
import type { StoredFile } from '../../db/jobs/complete.ts'
import type { Job } from '../../db/schema.ts'
import { newId } from '../../ids.ts'
import type { MusicProvider } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { downloadFile } from '../../storage/download.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { putFile } from '../../storage/put-file.ts'
import { foldersOf } from '../files/folders.ts'

export const DOWNLOAD_SECONDS_MAX = 45
/** We paid for this music: a download that broke off gets a second try. */
const FETCHES_MAX = 2

export type StoredAudio =
  | {
      ok: true
      audio: StoredFile
      peaks: StoredFile
      smallPeaks: number[]
      durationSeconds: number
    }
  | { ok: false; failure: JobFailure }
  /** The music may be fine: we could not reach storage or the audio's host. */
  | { ok: false; failure: null }

/**
 * Deletes the stored copy again unless it is a whole sound that can be decoded, and in which something can be heard.
 * Throws when storage fails, leaving nothing.
 */
export async function storeTrackAudio(
  services: Pick<Services, 'files'>,
  job: Pick<Job, 'userId' | 'trackId'>,
  audio: { url: string; host: MusicProvider['files'] },
): Promise<StoredAudio> {
  let stored = await storeOnce(services, job, audio)
  for (let fetches = 1; fetches < FETCHES_MAX && isWorthAnother(stored); fetches += 1)
    stored = await storeOnce(services, job, audio)
  return stored
}

const isWorthAnother = (stored: StoredAudio) => !stored.ok && stored.failure === 'audio_broken'

async function storeOnce(
  { files }: Pick<Services, 'files'>,
  { userId, trackId }: Pick<Job, 'userId' | 'trackId'>,
  { url, host }: { url: string; host: MusicProvider['files'] },
): Promise<StoredAudio> {
  const download = await downloadFile(url, {
    allowedHosts: host.hosts,
    timeoutSeconds: DOWNLOAD_SECONDS_MAX,
    fetch: host.fetch,
  })
  if (!download.ok) return { ok: false, failure: FAILURES[download.reason] }
  const [id, folders] = [newId('fil'), foldersOf(userId)]
  const nameKey = (contentType: AudioContentType) =>
    `${folders.audio}${trackId}/${id}.${EXTENSIONS[contentType]}`
  const put = await putFile(files, nameKey, download.body, download.length)
  if (!put.ok) return { ok: false, failure: FAILURES[put.reason] }
  const peaksId = newId('fil')
  const peaksKey = `${folders.peaks}${trackId}/${peaksId}.json`
  try {
    const measured = await measure(files, put)
    if (!measured.ok) {
      await files.delete([put.key])
      return { ok: false, failure: FAILURES[measured.reason] }
    }
    return {
      ok: true,
      audio: { id, ...put },
      peaks: { id: peaksId, ...(await putPeaks(files, peaksKey, measured.peaks)) },
      smallPeaks: shrinkPeaks(measured.peaks),
      durationSeconds: measured.durationSeconds,
    }
  } catch (error) {
    // The store may have the peaks although its answer was lost.
    await files.delete([put.key, peaksKey]).catch(() => {})
    throw error
  }
}

const EXTENSIONS: Record<AudioContentType, string> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
}

const FAILURES = {
  host_refused: 'audio_missing',
  not_found: 'audio_missing',
  empty: 'audio_broken',
  truncated: 'audio_broken',
  not_audio: 'audio_broken',
  silent: 'audio_broken',
  too_large: 'audio_too_large',
  too_long: 'audio_too_large',
  unavailable: null,
} as const

/** Formats that no model of ours makes fail to decode. */
async function measure(
  files: FileStore,
  { key, contentType }: { key: string; contentType: AudioContentType },
) {
  const file = await files.get(key)
  if (!file?.body) return { ok: false, reason: 'unavailable' } as const
  const { body } = file
  const measured = await measureSound((hear) => readSound({ contentType, body }, hear))
  return measured.ok && !isSong(measured) ? ({ ok: false, reason: 'silent' } as const) : measured
}

async function putPeaks(files: FileStore, key: string, peaks: unknown) {
  const contentType = 'application/json'
  const { bytes, etag } = await files.put(key, JSON.stringify(peaks), { contentType })
  return { key, contentType, bytes, etag }
}
