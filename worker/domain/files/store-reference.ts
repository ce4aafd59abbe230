import { readM4a } from '../../audio/m4a/read-m4a.ts'
import { measureSound } from '../../audio/measure-sound.ts'
import { readSound } from '../../audio/read-sound.ts'
import { shrinkPeaks } from '../../audio/shrink-peaks.ts'
import type { AudioContentType } from '../../audio/sniff-audio.ts'
import { isSong } from '../../audio/sound-meter.ts'
import {
  confirmReference,
  forgetUpload,
  type Reference,
  readReference,
  reserveReference,
} from '../../db/references.ts'
import { DomainError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { Rights } from '../../states/rights.ts'
import { putFile } from '../../storage/put-file.ts'
import { readPart } from '../../storage/read-part.ts'
import { watchBody } from '../../storage/watch-body.ts'
import { refuseContent } from '../content-policy/refuse-content.ts'
import { foldersOf } from './folders.ts'

export const REFERENCE_BYTES_MAX = 50 * 1024 * 1024
const REFERENCE_SECONDS_MAX = 600
/** Of one person. */
const ROOM = { bytes: 1024 ** 3, files: 200 }
/** A phone's connection may be gone for some seconds. */
export const PAUSE_SECONDS_MAX = 30

export type Upload = {
  /** Read it to its end or cancel it. */
  body: ReadableStream<Uint8Array>
  /** Of the body in bytes; null where only `bytesMax` is known. */
  length: number | null
  bytesMax: number
  /** Asked once all of the body has come. Throws `invalid`. */
  readFacts(): Promise<{ name: string; rights: Rights }>
}

type Storer = Pick<Services, 'db' | 'files' | 'queues'>
type Place = { id: string; userId: string; key: string }

/**
 * Keeps a sound that somebody brings, once: the same bytes again give the one that is there. Throws a sentence for what
 * can't be kept, and then keeps nothing of it.
 */
export async function storeReference(
  services: Storer,
  userId: string,
  upload: Upload,
): Promise<{ reference: Reference; isNew: boolean }> {
  try {
    return await storeOnce(services, userId, upload)
  } catch (error) {
    // It may not have been asked for yet.
    await upload.body.cancel().catch(() => {})
    throw error
  }
}

async function storeOnce(services: Storer, userId: string, upload: Upload) {
  if ((upload.length ?? 0) > REFERENCE_BYTES_MAX) throw refusalFor('too_large')
  const id = newId('fil')
  const place = { id, userId, key: `${foldersOf(userId).references}${id}` }
  const bytes = Math.min(upload.bytesMax, REFERENCE_BYTES_MAX)
  if (!(await reserveReference(services.db, { ...place, bytes }, ROOM))) throw noRoom()
  try {
    return await bring(services, place, upload)
  } catch (error) {
    await giveBack(services, place)
    throw error
  }
}

async function bring({ db, files, queues }: Storer, place: Place, upload: Upload) {
  const { id, userId, key } = place
  const watched = watchBody(upload.body, {
    bytesMax: REFERENCE_BYTES_MAX,
    pauseSecondsMax: PAUSE_SECONDS_MAX,
  })
  const put = await putFile(files, () => key, watched.body, upload.length)
  if (!put.ok) throw refusalFor(put.reason)
  const { name, rights } = await upload.readFacts()
  refuseContent({ name })
  const smallPeaks = await listen({ files }, put)
  const sha256 = watched.sha256()
  const outcome = await confirmReference(db, {
    ...put,
    id,
    userId,
    name,
    rights,
    sha256,
    smallPeaks,
  })
  const isNew = outcome === 'new'
  if (isNew)
    await queues
      .send({ kind: 'measure', fileId: id })
      .catch((error) => logError('measure_not_enqueued', error, { fileId: id }))
  // What can't be deleted now is swept.
  else await files.delete([key]).catch(() => {})
  const reference = await readReference(db, userId, isNew ? { id } : { sha256 })
  if (reference === null)
    throw new DomainError('conflict', 'This file was deleted while it was sent. Send it again.')
  return { reference, isNew }
}

/** The peaks of what can be heard. Null for an M4A, of which only its container is asked. Throws for what is no song. */
async function listen(
  { files }: Pick<Services, 'files'>,
  put: { key: string; bytes: number; contentType: AudioContentType },
): Promise<number[] | null> {
  if (put.contentType === 'audio/mp4') return readContainer(files, put)
  const file = await files.get(put.key).catch(() => null)
  if (!file?.body) throw refusalFor('unavailable')
  const { body } = file
  const measured = await measureSound((hear) =>
    readSound({ contentType: put.contentType, body }, hear, REFERENCE_SECONDS_MAX),
  )
  if (!measured.ok) throw refusalFor(measured.reason)
  if (!isSong(measured)) throw refusalFor('silent')
  return shrinkPeaks(measured.peaks)
}

async function readContainer(
  files: Services['files'],
  { key, bytes }: { key: string; bytes: number },
): Promise<null> {
  const read = await readM4a(bytes, (offset, length) =>
    readPart(files, key, { offset, length }),
  ).catch(() => ({ ok: false, reason: 'unavailable' }) as const)
  if (!read.ok) throw refusalFor(read.reason)
  if (read.durationSeconds > REFERENCE_SECONDS_MAX) throw refusalFor('too_long')
  if (!isSong({ heardSeconds: read.durationSeconds })) throw refusalFor('silent')
  return null
}

/** The row may say that all is stored although its answer was lost: then the file stays. */
async function giveBack({ db, files }: Pick<Services, 'db' | 'files'>, place: Place) {
  const isForgotten = await forgetUpload(db, place).catch(() => false)
  if (isForgotten) await files.delete([place.key]).catch(() => {})
}

const REFUSALS = {
  empty: ['invalid', 'There is nothing in this file.'],
  truncated: ['invalid', 'A part of this file is missing.'],
  too_long: ['invalid', 'A reference lasts ten minutes at most.'],
  silent: ['invalid', 'There is nothing to hear in this file.'],
  not_audio: [
    'unsupported_media',
    'This is no sound that we can read. Send an MP3, WAV, FLAC, Ogg (Vorbis or Opus) or M4A (AAC).',
  ],
  too_large: ['too_large', 'A reference takes 50 MB at most.'],
  unavailable: ['unavailable', 'The file can’t be stored right now. Try again in a moment.'],
} as const

function refusalFor(reason: keyof typeof REFUSALS): DomainError {
  const [code, sentence] = REFUSALS[reason]
  if (code !== 'invalid') return new DomainError(code, sentence)
  return new DomainError(code, sentence, { fields: { file: sentence }, status: 422 })
}

function noRoom(): DomainError {
  return new DomainError(
    'too_large',
    'There is no room for it: references take 1 GB and 200 files at most. Delete one first.',
  )
}
