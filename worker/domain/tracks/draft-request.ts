import { hashBody } from '../../crypto/hash-body.ts'
import { newRow } from '../../db/new-row.ts'
import { type Job, jobs, type Track, tracks } from '../../db/schema.ts'
import type { TrackRequest } from '../../db/track-requests.ts'
import { newId } from '../../ids.ts'
import { enginesFor } from '../../providers/catalogue.ts'
import type { Model } from '../../providers/model.ts'
import { JOB_KINDS } from '../../states/job-kinds.ts'
import type { JobStage } from '../../states/job-stages.ts'
import { priceTracks } from '../credits/credit-prices.ts'
import { answerJob } from '../jobs/job-answer.ts'
import { orderOf } from '../jobs/order-of.ts'
import { chooseModel } from './choose-model.ts'
import type { NewTrack } from './new-track.ts'
import { settleSeconds } from './settle-seconds.ts'
import { titleTrack } from './title-track.ts'
import { answerTrack, NO_SOUND } from './track-answer.ts'

/** Seeds have 32 bits; after the last one comes the first. */
const SEEDS = 2 ** 32

/** Writes nothing. Throws `invalid` when no model can make the song. */
export async function draftRequest(
  {
    userId,
    song,
    idempotencyKey,
  }: { userId: string; song: NewTrack; idempotencyKey: string | null },
  studio: { now: Date; longestTrackSeconds: number },
): Promise<TrackRequest> {
  const id = newId('req')
  const pairs = Array.from({ length: song.variations }, (_, variation) =>
    draftTrack({ userId, requestId: id, song, variation }, studio),
  )
  return {
    id,
    userId,
    route: 'POST /api/tracks',
    key: idempotencyKey ?? id,
    bodySha256: await hashBody(song),
    answer: {
      tracks: pairs.map(({ track }) => answerTrack(track, NO_SOUND)),
      jobs: pairs.map(({ job }) =>
        answerJob({ ...job, cancelsUsed: 0 }, { now: studio.now, freeCancels: 0 }),
      ),
    },
    tracks: pairs,
  }
}

function draftTrack(
  {
    userId,
    requestId,
    song,
    variation,
  }: { userId: string; requestId: string; song: NewTrack; variation: number },
  { now, longestTrackSeconds }: { now: Date; longestTrackSeconds: number },
) {
  const { durationSeconds, bpm, key, variations, seriesId, referenceFileId, ...wishes } = song
  const asked = newRow(tracks, {
    ...wishes,
    id: newId('trk'),
    userId,
    orderId: requestId,
    take: variations > 1 ? variation + 1 : null,
    title: song.title ?? titleTrack(song.prompt),
    requestedDurationSeconds: durationSeconds,
    requestedBpm: bpm,
    requestedKey: key,
    seed: seedOf(song, variation),
    status: 'queued',
    createdAt: now,
  })
  const order = orderOf(asked)
  const model = chooseModel(song.model, order)
  const requestedDurationSeconds = settleSeconds(model, order.durationSeconds, longestTrackSeconds)
  const track = { ...asked, model: model.id, requestedDurationSeconds }
  return { track, job: draftJob(track, requestId, model, now) }
}

/** The same seed would make the same track: each variation gets the next one. */
function seedOf({ seed }: NewTrack, variation: number): number | null {
  return seed === undefined ? null : (seed + variation) % SEEDS
}

function draftJob(track: Track, requestId: string, model: Model, now: Date): Job {
  const order = orderOf(track)
  return newRow(jobs, {
    id: newId('job'),
    userId: track.userId,
    trackId: track.id,
    requestId,
    kind: 'generate',
    model: model.id,
    status: 'queued',
    stage: 'waiting_to_send' satisfies JobStage,
    credits: priceTracks(model, { seconds: track.requestedDurationSeconds, variations: 1 }),
    unpaidMicros: Math.max(...enginesFor(model.id, order).map((each) => each.costMicros(order))),
    deadline: new Date(now.getTime() + JOB_KINDS.generate.deadlineSeconds * 1000),
    createdAt: now,
    updatedAt: now,
  })
}
