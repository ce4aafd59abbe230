/** `etag` is strong and has its quotes. */
export type FileFacts = { key: string; bytes: number; etag: string; modified: Date }

/** `body` is null when `onlyIf` spared it. Read it to its end or cancel it. */
export type FileWithBody = FileFacts & { body: ReadableStream<Uint8Array> | null }

export type GetOptions = {
  range?: { offset: number; length: number }
  /** Spares the body of a file that still has this etag (without quotes). */
  onlyIf?: { etagDoesNotMatch: string }
}

/** Parts of one size, at least 5 MiB each; only the last may be smaller. */
export type PartedUpload = {
  /** `number` counts from 1. */
  uploadPart(number: number, part: Uint8Array): Promise<UploadedPart>
  complete(parts: readonly UploadedPart[]): Promise<FileFacts>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

export type UploadedPart = { partNumber: number; etag: string }

/** What can be read like a file. What is put together while it is read may have no date: its etag alone tells. */
export type ReadableFile = Omit<FileFacts, 'modified'> & { modified: Date | null }

export type ReadableFiles = {
  get(
    key: string,
    options?: GetOptions,
  ): Promise<(ReadableFile & Pick<FileWithBody, 'body'>) | null>
  head(key: string): Promise<ReadableFile | null>
}

/** A key is written once and never reused. Calls reject when the store can't be reached. */
export type FileStore = {
  get(key: string, options?: GetOptions): Promise<FileWithBody | null>
  head(key: string): Promise<FileFacts | null>
  /** A stream must know its length. When fewer or more bytes come, nothing is stored. */
  put(
    key: string,
    body: ReadableStream<Uint8Array> | Uint8Array | string,
    options: { contentType: string },
  ): Promise<FileFacts>
  create(key: string, options: { contentType: string }): Promise<PartedUpload>
  /** At most 1,000 keys. Missing ones are fine. */
  delete(keys: readonly string[]): Promise<void>
  /** A page of the keys with this prefix, in order; `cursor` is null on the last. */
  list(prefix: string, cursor?: string): Promise<{ keys: string[]; cursor: string | null }>
}
