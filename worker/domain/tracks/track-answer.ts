import type { Track } from '../../db/schema.ts'
import type { TrackOfList } from '../../db/track-list.ts'

/** Lists the fields, so that the API shows no new column by accident. */
export function answerTrack(track: Track) {
  const path = `/api/tracks/${track.id}`
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
    loudnessLufs: null,
    coverUrl: null,
    audioUrl: track.audioFileId ? `${path}/audio` : null,
    peaksUrl: track.peaksFileId ? `${path}/peaks` : null,
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
  ...answerTrack(track),
  jobId: track.jobId,
})

export type TrackListed = ReturnType<typeof answerListed>
