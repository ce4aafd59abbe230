import { hashBody } from '../../crypto/hash-body.ts'
import type { Job, Track } from '../../db/schema.ts'
import type { TrackRequest } from '../../db/track-requests.ts'
import { newId } from '../../ids.ts'
import type { Model } from '../../providers/model.ts'
import { JOB_KINDS } from '../../states/job-kinds.ts'
import type { JobStage } from '../../states/job-stages.ts'
import { priceTracks } from '../credits/credit-prices.ts'
import { answerJob } from '../jobs/job-answer.ts'
import { chooseModel } from './choose-model.ts'
import type { NewTrack } from './new-track.ts'
import { settleSeconds } from './settle-seconds.ts'
import { titleTrack } from './title-track.ts'
import { answerTrack } from './track-answer.ts'

/** Seeds are whole numbers of 32 bits; after the last one comes the first. */
const SEEDS = 2 ** 32

/**
 * Everything that a request for a song will write, before anything is written: a track and a job for
 * each variation, and the answer. `longestSeconds` is `longestTrackSeconds`. Throws `invalid` when no
 * model can make it.
 */
export async function draftRequest(
  {
    userId,
    song,
    idempotencyKey,
  }: { userId: string; song: NewTrack; idempotencyKey: string | null },
  studio: { now: Date; longestSeconds: number },
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
      tracks: pairs.map(({ track }) => answerTrack(track)),
      jobs: pairs.map(({ job }) => answerJob(job, studio.now)),
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
  { now, longestSeconds }: { now: Date; longestSeconds: number },
) {
  const order = {
    prompt: song.prompt,
    lyrics: song.lyrics ?? null,
    instrumental: song.instrumental,
    durationSeconds: song.durationSeconds ?? null,
    genre: song.genre ?? null,
    mood: song.mood ?? null,
    bpm: song.bpm ?? null,
    key: song.key ?? null,
    seed: seedOf(song, variation),
  }
  const model = chooseModel(song.model, order)
  const seconds = settleSeconds(model, order.durationSeconds, longestSeconds)
  const track: Track = {
    id: newId('trk'),
    userId,
    title: song.title ?? titleTrack(song.prompt),
    prompt: order.prompt,
    lyrics: order.lyrics,
    instrumental: order.instrumental,
    model: model.id,
    requestedDurationSeconds: seconds,
    requestedBpm: order.bpm,
    requestedKey: order.key,
    genre: order.genre,
    mood: order.mood,
    styleStrength: song.styleStrength ?? null,
    seed: order.seed,
    status: 'queued',
    visibility: 'private',
    provider: null,
    durationSeconds: null,
    audioFileId: null,
    peaksFileId: null,
    favorite: false,
    deletedAt: null,
    createdAt: now,
  }
  return { track, job: draftJob(track, requestId, model, now) }
}

/** Models that take a seed make the same track of it again: every variation has the next one. */
function seedOf({ seed }: NewTrack, variation: number): number | null {
  return seed === undefined ? null : (seed + variation) % SEEDS
}

function draftJob(track: Track, requestId: string, model: Model, now: Date): Job {
  return {
    id: newId('job'),
    userId: track.userId,
    trackId: track.id,
    requestId,
    kind: 'generate',
    model: model.id,
    status: 'queued',
    version: 1,
    stage: 'waiting_to_send' satisfies JobStage,
    progress: 0,
    queuePosition: null,
    typicalSeconds: null,
    provider: null,
    attempts: 0,
    errorCode: null,
    errorMessage: null,
    credits: priceTracks(model, { seconds: track.requestedDurationSeconds, variations: 1 }),
    deadline: new Date(now.getTime() + JOB_KINDS.generate.deadlineSeconds * 1000),
    storingUntil: null,
    storingAttemptId: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
    given: false,
  }
}
