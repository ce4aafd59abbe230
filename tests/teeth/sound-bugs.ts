import type { PlantedBug } from './planted-bugs.ts'

const READ = 'worker/audio/read-sound.test.ts'
const MEASURE = 'worker/domain/files/measure-file.test.ts'
const DOWNLOAD = 'worker/routes/track-download.test.ts'
const RENDITION = 'worker/domain/files/begin-rendition.test.ts'

export const SOUND_BUGS: readonly PlantedBug[] = [
  {
    name: 'hours of silence in a small FLAC are decoded as far as may be',
    file: 'worker/audio/flac/read-flac.ts',
    find: 'Math.max(announced, this.#feed.decodedSeconds)',
    replace: 'announced > 0 ? this.#feed.decodedSeconds : 0',
    test: READ,
  },
  {
    name: 'half of an Ogg is taken for a shorter sound',
    file: 'worker/audio/ogg/read-ogg.ts',
    find: 'this.#format !== null && (endsInside || this.#missesSome)',
    replace: 'false',
    test: READ,
  },
  {
    name: 'a sound is measured with every message about it',
    file: 'worker/db/measurements.ts',
    find: 'and(eq(files.id, fileId), isNotNull(files.measureAt))',
    replace: 'and(eq(files.id, fileId), isNotNull(files.key))',
    test: MEASURE,
  },
  {
    name: 'a sound that is not there is asked for forever',
    file: 'worker/domain/files/measure-file.ts',
    find: 'await writeMeasurement(db, fileId, null)',
    replace: '',
    test: MEASURE,
  },
  {
    name: 'an MP3 that nothing names stays in storage',
    file: 'worker/domain/files/measure-file.ts',
    find: 'if (rendition !== null && !isKept) await files.delete([rendition.key]).catch(() => {})',
    replace: '',
    test: RENDITION,
  },
  {
    name: 'each measuring makes another MP3',
    file: 'worker/db/measurements.ts',
    find: "select from files as made where made.track_id = files.track_id and made.kind = 'rendition'))`",
    replace: 'select from files as made where false))`',
    test: RENDITION,
  },
  {
    name: 'who began to hear a WAV goes on with bytes of an MP3',
    file: 'worker/db/tracks.ts',
    find: 'desc(eq(files.id, named)), ',
    replace: '',
    test: 'worker/routes/track-rendition.test.ts',
  },
  {
    name: 'a sound that fails to be measured is tried every minute',
    file: 'worker/db/rescues.ts',
    find: `update files set measure_at = now() + greatest(interval '1 hour', (now() - created_at) / 4)`,
    replace: 'update files set measure_at = now()',
    test: MEASURE,
  },
  {
    name: 'a tag that lies about its length takes the sound with it',
    file: 'worker/audio/tag-bytes-before.ts',
    find: 'return beginsApeTag(head, { bytes, hasHeader }) ? bytes : 0',
    replace: 'return bytes',
    test: 'worker/audio/find-sound.test.ts',
  },
  {
    name: 'another person’s track can be downloaded',
    file: 'worker/db/tracks.ts',
    find: 'and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_DOWNLOADABLE)',
    replace: 'and(eq(tracks.id, trackId), IS_DOWNLOADABLE)',
    test: DOWNLOAD,
  },
  {
    name: 'a download keeps the tags of the stored file',
    file: 'worker/storage/with-ends.ts',
    find: 'const inside = { offset: part.offset + from, length: to - from }',
    replace: 'const inside = { offset: from, length: to - from }',
    test: 'worker/storage/with-ends.test.ts',
  },
  {
    name: 'a download is as old as its sound, whatever its tags say',
    file: 'worker/storage/with-ends.ts',
    find: 'modified: null,',
    replace: 'modified: new Date(0),',
    test: DOWNLOAD,
  },
  {
    name: 'a track can’t be downloaded while its cover can’t be read',
    file: 'worker/domain/tracks/find-download.ts',
    find: "logPassingError('cover_not_read', error, { key })",
    replace: 'throw error',
    test: DOWNLOAD,
  },
  {
    name: 'each cover that is replaced stays in storage',
    file: 'worker/domain/files/store-cover.ts',
    find: 'isKept ? replaced : key',
    replace: 'isKept ? null : key',
    test: 'worker/domain/files/store-cover.test.ts',
  },
  {
    name: 'a WAV that is fetched in parts clicks where they meet',
    file: 'worker/audio/mp3/decode-mp3.ts',
    find: 'for (const each of this.#kept.slice(0, earlier)) this.#decode(each)',
    replace: '',
    test: 'worker/audio/mp3/decode-mp3.test.ts',
  },
]
