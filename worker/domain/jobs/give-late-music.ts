import { giveTrack, type Music } from '../../db/jobs/complete.ts'
import type { Attempt, Job } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { loseMusic } from './lose-music.ts'
import { markProcessed } from './mark-processed.ts'
import { publishJob } from './publish-job.ts'
import { retryLater } from './retry-later.ts'
import { storeTrackAudio } from './store-track-audio.ts'

/** Gives music that arrived after its job had ended to the job's owner, free of charge unless it was charged. */
export async function giveLateMusic(
  services: Pick<Services, 'db' | 'redis' | 'files' | 'queues' | 'providers' | 'now'>,
  attempt: Attempt,
  job: Job,
  audioUrl: string,
): Promise<Outcome> {
  const { files: host } = services.providers[attempt.provider]
  const stored = await storeTrackAudio(services, job, { url: audioUrl, host })
  if (stored.ok)
    return completeLate(services, { jobId: attempt.jobId, attemptId: attempt.id, ...stored })
  if (stored.failure === null) return retryLater(services, attempt, job)
  await loseMusic(services, attempt, stored.failure)
  return markProcessed(services, attempt)
}

/** Deletes the music if its owner can't have it. */
export async function completeLate(
  services: Pick<Services, 'db' | 'redis' | 'files' | 'queues'>,
  music: Music,
): Promise<Outcome> {
  const { moved, job } = await giveTrack(services.db, music)
  if (!moved) await services.files.delete([music.audio.key, music.peaks.key])
  await publishJob(services, job)
  if (!moved || job === null) return markProcessed(services, { id: music.attemptId })
  await services.queues.sendBatch([
    { kind: 'measure', fileId: music.audio.id },
    { kind: 'draw', trackId: job.trackId },
  ])
  return DONE
}
