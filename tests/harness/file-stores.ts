import { env } from 'cloudflare:workers'
import { AwsClient } from 'aws4fetch'
import { inject } from 'vitest'
import type { FileStore } from '../../worker/storage/file-store.ts'
import { openR2 } from '../../worker/storage/r2.ts'
import { openS3 } from '../../worker/storage/s3/store.ts'

type Opened = {
  name: 'R2' | 'S3'
  files: FileStore
  /** Its lists have so many keys on a page. */
  openPaged(pageKeys: number): FileStore
  /** As whoever looks at the bucket sees it. */
  contentTypeOf(key: string): Promise<string | null | undefined>
}

/** All that audio can be kept in. */
export const STORES: readonly Opened[] = [
  {
    name: 'R2',
    files: openR2(env.BUCKET),
    openPaged: openPagedR2,
    contentTypeOf: async (key) => (await env.BUCKET.head(key))?.httpMetadata?.contentType,
  },
  {
    name: 'S3',
    files: openS3(inject('standIns').s3),
    openPaged: (pageKeys) => openS3(inject('standIns').s3, { pageKeys }),
    contentTypeOf: readContentTypeInS3,
  },
]

/** What the studios of this run use. */
export const FILES = inject('storage') === 's3' ? openS3(inject('standIns').s3) : openR2(env.BUCKET)

function openPagedR2(limit: number): FileStore {
  const list = (options?: R2ListOptions) => env.BUCKET.list({ ...options, limit })
  const bucket = new Proxy(env.BUCKET, {
    get(target, name) {
      const member: unknown = name === 'list' ? list : Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return openR2(bucket)
}

async function readContentTypeInS3(key: string): Promise<string | null> {
  const { s3 } = inject('standIns')
  const aws = new AwsClient({
    accessKeyId: s3.S3_ACCESS_KEY_ID,
    secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
    region: s3.S3_REGION,
    service: 's3',
  })
  const answer = await aws.fetch(`${s3.S3_ENDPOINT}/${s3.S3_BUCKET}/${key}`, { method: 'HEAD' })
  return answer.headers.get('content-type')
}
