/** What a store knows of a file. `etag` is strong, with its quotes, as an `ETag` header has it. */
export type FileFacts = { key: string; bytes: number; etag: string; modified: Date }

/** `body` is null when a condition kept the store from sending it. Read it to its end or cancel it. */
export type FileWithBody = FileFacts & { body: ReadableStream<Uint8Array> | null }

export type GetOptions = {
  /** Bytes of the file, within its size. */
  range?: { offset: number; length: number }
  /** Spares the body where the file still has this etag (without quotes). */
  onlyIf?: { etagDoesNotMatch: string }
}

/** An upload in parts of one size, at least 5 MiB each; only the last may be smaller. */
export type PartedUpload = {
  /** `number` counts from 1. */
  uploadPart(number: number, part: Uint8Array): Promise<UploadedPart>
  complete(parts: readonly UploadedPart[]): Promise<FileFacts>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

export type UploadedPart = { partNumber: number; etag: string }

/**
 * Where the studio keeps its files. A key is written once and never reused; whoever asks has checked
 * that it may. Every call rejects when the store can't be reached.
 */
export type FileStore = {
  /** Null when nothing is stored under the key. */
  get(key: string, options?: GetOptions): Promise<FileWithBody | null>
  head(key: string): Promise<FileFacts | null>
  /** A stream must know its own length (`FixedLengthStream`): fewer or more bytes store nothing. */
  put(
    key: string,
    body: ReadableStream<Uint8Array> | Uint8Array | string,
    options: { contentType: string },
  ): Promise<FileFacts>
  create(key: string, options: { contentType: string }): Promise<PartedUpload>
  /** Deleting what isn't there is fine. At most 1,000 keys. */
  delete(keys: readonly string[]): Promise<void>
  /** A page of the keys that begin with `prefix`, in order; `cursor` is null on the last. */
  list(prefix: string, cursor?: string): Promise<{ keys: string[]; cursor: string | null }>
}
