import type { TrackSound } from '../../db/measurements.ts'
import type { Track } from '../../db/schema.ts'
import type { TrackOfList } from '../../db/track-list.ts'
import { answerMeasured } from '../files/answer-measured.ts'

export const NO_SOUND: TrackSound = { measured: null, downloadable: null, renditionId: null }

/** Lists the fields, so that the API shows no new column by accident. */
export function answerTrack(track: Track, { measured, downloadable, renditionId }: TrackSound) {
  const path = `/api/tracks/${track.id}`
  const fileId = renditionId ?? track.audioFileId
  const hasMp3 = downloadable === 'audio/mpeg' || renditionId !== null
  return {
    id: track.id,
    orderId: track.orderId,
    take: track.take,
    title: track.title,
    prompt: track.prompt,
    lyrics: track.lyrics,
    instrumental: track.instrumental,
    model: track.model,
    status: track.status,
    visibility: track.visibility,
    durationSeconds: track.durationSeconds,
    requestedDurationSeconds: track.requestedDurationSeconds,
    genre: track.genre,
    mood: track.mood,
    bpm: track.requestedBpm,
    key: track.requestedKey,
    measured: measured && answerMeasured(measured),
    coverUrl: null,
    audioUrl: fileId ? `${path}/audio?v=${fileId}` : null,
    peaksUrl: track.peaksFileId ? `${path}/peaks` : null,
    /** Addresses; null where there is none. */
    downloads: {
      mp3: hasMp3 ? `${path}/download?format=mp3` : null,
      wav: downloadable === null ? null : `${path}/download?format=wav`,
    },
    stems: null,
    seriesId: null,
    parentId: null,
    relation: null,
    styleStrength: track.styleStrength,
    seed: track.seed,
    provider: track.provider,
    favorite: track.favorite,
    deletedAt: track.deletedAt?.toISOString() ?? null,
    createdAt: track.createdAt.toISOString(),
  }
}

export type TrackAnswer = ReturnType<typeof answerTrack>

/** As lists have it: with the job that makes the track, to be followed while it is open. */
export const answerListed = (track: TrackOfList) => ({
  ...answerTrack(track, track),
  jobId: track.jobId,
})

export type TrackListed = ReturnType<typeof answerListed>
