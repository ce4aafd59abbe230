import { measureMp3 } from '../../audio/mp3/measure-mp3.ts'
import { shrinkPeaks } from '../../audio/shrink-peaks.ts'
import type { AudioContentType } from '../../audio/sniff-audio.ts'
import { measureWav } from '../../audio/wav/measure-wav.ts'
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

/** Deletes the stored copy again unless it is a whole, decodable MP3 or WAV. */
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
  const measured = await measure(files, put)
  if (!measured.ok) {
    await files.delete([put.key])
    return { ok: false, failure: FAILURES[measured.reason] }
  }
  const peaks = await putPeaks(files, `${folders.peaks}${trackId}`, measured.peaks)
  return {
    ok: true,
    audio: { id, ...put },
    peaks,
    smallPeaks: shrinkPeaks(measured.peaks),
    durationSeconds: measured.durationSeconds,
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
  too_large: 'audio_too_large',
  unavailable: null,
} as const

/** Formats that no model of ours makes fail to decode. */
async function measure(
  files: FileStore,
  { key, contentType }: { key: string; contentType: AudioContentType },
) {
  const file = await files.get(key)
  if (!file?.body) return { ok: false, reason: 'unavailable' } as const
  return contentType === 'audio/wav' ? measureWav(file.body) : measureMp3(file.body)
}

async function putPeaks(files: FileStore, folder: string, peaks: unknown): Promise<StoredFile> {
  const id = newId('fil')
  const key = `${folder}/${id}.json`
  const contentType = 'application/json'
  const { bytes, etag } = await files.put(key, JSON.stringify(peaks), { contentType })
  return { id, key, contentType, bytes, etag }
}
