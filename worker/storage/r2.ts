import type { FileFacts, FileStore } from './file-store.ts'

export function openR2(bucket: R2Bucket): FileStore {
  return {
    async get(key, options) {
      const object = await bucket.get(key, options)
      return object && { ...factsOf(object), body: 'body' in object ? object.body : null }
    },
    async head(key) {
      const object = await bucket.head(key)
      return object && factsOf(object)
    },
    put: async (key, body, { contentType }) =>
      factsOf(await bucket.put(key, body, { httpMetadata: { contentType } })),
    async create(key, { contentType }) {
      const upload = await bucket.createMultipartUpload(key, { httpMetadata: { contentType } })
      return {
        uploadPart: (number, part) => upload.uploadPart(number, part),
        complete: async (parts) => factsOf(await upload.complete([...parts])),
        abort: () => upload.abort(),
      }
    },
    delete: (keys) => bucket.delete([...keys]),
    async list(prefix, cursor) {
      const page = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
      return {
        keys: page.objects.map(({ key }) => key),
        cursor: page.truncated ? page.cursor : null,
      }
    },
  }
}

function factsOf({ key, size, httpEtag, uploaded }: R2Object): FileFacts {
  return { key, bytes: size, etag: httpEtag, modified: uploaded }
}
