import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { SoundPlace } from './find-sound.ts'

/** Of a sound inside a file: `crc32` unsigned, `sha256` in hex. */
export type SoundSums = { crc32: number; sha256: string }

/** Sums the sound up while its file passes by. */
export class SoundDigest {
  readonly #from: number
  readonly #to: number
  readonly #sha256 = createHash('sha256')
  #crc32 = 0
  #at = 0

  constructor({ offset, bytes }: SoundPlace) {
    this.#from = offset
    this.#to = offset + bytes
  }

  /** The same bytes, to be read to their end. */
  watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    return body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          this.#add(chunk)
          controller.enqueue(chunk)
        },
      }),
    )
  }

  /** Asked once. Null when the file ended inside the sound. */
  sums(): SoundSums | null {
    return this.#at < this.#to ? null : { crc32: this.#crc32, sha256: this.#sha256.digest('hex') }
  }

  #add(chunk: Uint8Array): void {
    const [from, to] = [this.#from - this.#at, this.#to - this.#at]
    this.#at += chunk.length
    const sound = chunk.subarray(Math.max(0, from), Math.max(0, to))
    if (sound.length === 0) return
    this.#crc32 = crc32(sound, this.#crc32)
    this.#sha256.update(sound)
  }
}
