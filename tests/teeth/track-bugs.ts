// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const RETRY = 'worker/domain/tracks/retry-track.test.ts'

/** Mistakes in reading tracks, in changing them, and in trying one again. */
export const TRACK_BUGS: readonly PlantedBug[] = [
  {
    name: "a person may read another person's track",
    file: 'worker/db/tracks.ts',
    find: "eq(jobs.kind, 'generate'))).where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_THERE))",
    replace: "eq(jobs.kind, 'generate'))).where(eq(tracks.id, trackId))",
    test: 'worker/routes/tracks.test.ts',
  },
  {
    name: "a person may hear another person's track",
    file: 'worker/db/tracks.ts',
    find: 'isFileOf(kind)).where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_THERE))',
    replace: 'isFileOf(kind)).where(eq(tracks.id, trackId))',
    test: 'worker/routes/track-audio.test.ts',
  },
  {
    name: 'trying again twice makes two tracks',
    file: 'worker/domain/tracks/retry-track.ts',
    find: 'const idempotencyKey = `retry ${trackId} ${await hashBody(song)}`',
    replace: 'const idempotencyKey = null',
    test: RETRY,
  },
  {
    name: 'a track that was renamed can’t be tried again',
    file: 'worker/domain/tracks/retry-track.ts',
    find: '`retry ${trackId} ${await hashBody(song)}`',
    replace: '`retry ${trackId}`',
    test: RETRY,
  },
  {
    name: "a person may try another person's track again",
    file: 'worker/db/tracks.ts',
    find: "eq(jobs.kind, 'generate'))).where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_THERE))",
    replace: "eq(jobs.kind, 'generate'))).where(eq(tracks.id, trackId))",
    test: RETRY,
  },
  {
    name: 'a track that may still be made can be tried again',
    file: 'worker/domain/tracks/retry-track.ts',
    find: "if (track.status !== 'failed' && track.status !== 'canceled')",
    replace: "if (track.status === 'complete')",
    test: RETRY,
  },
  {
    name: 'a track is tried again with some of its wishes only',
    file: 'worker/domain/tracks/retry-track.ts',
    find: 'name in NewTrack.shape && wish !== null',
    replace: "name in NewTrack.shape && name !== 'styleStrength' && wish !== null",
    test: RETRY,
  },
  {
    name: "a person may change another person's tracks, many at once",
    file: 'worker/db/tracks.ts',
    find: 'and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId), IS_THERE)',
    replace: 'and(inArray(tracks.id, [...trackIds]))',
    test: 'worker/routes/change-tracks.test.ts',
  },
  {
    name: 'strangers may hear an example that its owner has thrown away',
    file: 'worker/db/examples.ts',
    find: 'where(and(eq(examples.trackId, trackId), IS_HEARD))',
    replace: 'where(eq(examples.trackId, trackId))',
    test: 'worker/routes/examples.test.ts',
  },
]
