import { type OwnSound, readOwnSound } from '../../db/references.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { answerSound } from './answer-measured.ts'
import { measureOnce } from './measure-file.ts'

type Which = { fileId: string } | { trackId: string }

/** What is measured of one's own reference or track: now, if it wasn't yet. Throws a sentence when it can't be. */
export async function analyzeSound(
  services: Pick<Services, 'db' | 'files'>,
  { userId, which }: { userId: string; which: Which },
) {
  const known = await readSound(services, userId, which)
  if (known.measured) return answerSound(known.measured, known.peaks)
  if (!(await measureOnce(services, known.fileId)))
    throw new DomainError('unavailable', 'The file can’t be read right now. Try again in a moment.')
  const { measured, peaks } = await readSound(services, userId, which)
  if (measured === null)
    throw new DomainError('invalid', 'This sound can’t be measured.', { status: 422 })
  return answerSound(measured, peaks)
}

async function readSound(
  { db }: Pick<Services, 'db'>,
  userId: string,
  which: Which,
): Promise<OwnSound & { fileId: string }> {
  const sound = await readOwnSound(db, userId, which)
  const name = 'fileId' in which ? 'file' : 'track'
  if (sound === null) throw new DomainError('not_found', `There is no such ${name}.`)
  const { fileId } = sound
  if (fileId === null)
    throw new DomainError('conflict', 'This track has no sound yet: it isn’t finished.')
  return { ...sound, fileId }
}
