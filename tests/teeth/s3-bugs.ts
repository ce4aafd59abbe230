import type { PlantedBug } from './planted-bugs.ts'

const STORE = 'worker/storage/s3/store.test.ts'

/** Mistakes in keeping files in an S3. */
export const S3_BUGS: readonly PlantedBug[] = [
  {
    name: 'a misspelt bucket makes every song look deleted',
    file: 'worker/storage/s3/client.ts',
    find: "(isHead || error.code === 'NoSuchKey')",
    replace: 'error',
    test: STORE,
  },
  {
    name: 'a song that breaks off while it is read from S3 counts as whole',
    file: 'worker/storage/s3/read-answer.ts',
    find: 'new FixedLengthStream(bytes)',
    replace: 'new IdentityTransformStream()',
    test: STORE,
  },
  {
    name: 'an upload to S3 that was finished, and whose answer was lost, counts as failed',
    file: 'worker/storage/s3/upload.ts',
    find: '.then(() => null, unlessGone)',
    replace: '.then(() => null)',
    test: STORE,
  },
]
