import { type ByteReader, openByteReader, PIECE_BYTES_MAX } from '../byte-reader.ts'
import { pause } from '../pause.ts'
import { type DecodeMp3Frame, openMp3Decoder } from './mp3-decoder.ts'
import { type Mp3Frame, Mp3Splitter } from './mp3-splitter.ts'
import { Mp3Timeline } from './mp3-timeline.ts'

/** In bytes of the decoded sound. */
export type PcmPart = { channels: 1 | 2; offset: number; length: number }

const SAMPLE_BYTES = 2
/** Three quarters of a second of a common sound, some 5 ms of CPU. */
const PIECE_BYTES = 128 * 1024
const FRAME_PCM_BYTES_MAX = 1152 * 2 * SAMPLE_BYTES

/**
 * A part of an MP3's sound as interleaved samples of 16 bits, which is the same whatever else is asked for: of the
 * frames before it only the headers are read, but for the few that a decoder must have seen. Decodes what is read, and
 * no more; after each piece others have a turn. What the file has too little of is silence.
 */
export function decodeMp3(
  body: ReadableStream<Uint8Array>,
  part: PcmPart,
): ReadableStream<Uint8Array> {
  const reader = openByteReader(body)
  const pieces = piecesOf(reader, part)
  const end = (reason?: unknown) => void reader.cancel(reason).catch(() => {})
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value: piece, done } = await pieces.next()
          if (!done) return controller.enqueue(piece)
          controller.close()
          end()
        } catch (error) {
          end(error)
          throw error
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

async function* piecesOf(
  reader: ByteReader,
  { channels, offset, length }: PcmPart,
): AsyncGenerator<Uint8Array> {
  const frameBytes = channels * SAMPLE_BYTES
  const [timeline, decoder] = [new Mp3Timeline(), new StretchDecoder()]
  const end = offset + length
  let piece = new Uint8Array(PIECE_BYTES)
  let filled = 0
  // How far it has come, in the decoded sound.
  let at = 0
  for await (const frame of framesOf(reader)) {
    if (at >= end) break
    const heard = timeline.place(frame)
    if (heard === null) continue
    const start = at
    at += (heard.to - heard.from) * frameBytes
    const samples = decoder.take(frame.bytes, at > offset)
    if (samples === null) continue
    const pcm = bytesOf(asMany(samples, frame.header.channels, channels))
    const sound = pcm.subarray(heard.from * frameBytes, heard.to * frameBytes)
    const wanted = sound.subarray(Math.max(0, offset - start), Math.max(0, end - start))
    piece.set(wanted, filled)
    filled += wanted.length
    if (filled + FRAME_PCM_BYTES_MAX <= PIECE_BYTES) continue
    await pause()
    yield piece.subarray(0, filled)
    piece = new Uint8Array(PIECE_BYTES)
    filled = 0
  }
  if (filled > 0) yield piece.subarray(0, filled)
  for (at = Math.max(at, offset); at < end; at += PIECE_BYTES) {
    yield new Uint8Array(Math.min(PIECE_BYTES, end - at))
  }
}

/** Of which some 10 ms of CPU look for frames. */
const BYTES_PER_TURN = 1024 * 1024

async function* framesOf(reader: ByteReader): AsyncGenerator<Mp3Frame> {
  const splitter = new Mp3Splitter()
  let bytesBeforePause = 0
  for (let read = await reader.read(); read !== null; read = await reader.read()) {
    for (let at = 0; at < read.length; at += PIECE_BYTES_MAX) {
      yield* splitter.split(read.subarray(at, at + PIECE_BYTES_MAX))
    }
    bytesBeforePause += read.length
    if (bytesBeforePause < BYTES_PER_TURN) continue
    bytesBeforePause = 0
    await pause()
  }
  yield* splitter.end()
}

/** Seven seconds of a common sound. */
const STRETCH_FRAMES = 256
/**
 * A frame may need 511 bytes of those before it, which are nine at the lowest bit rate of MPEG-1; one more is mixed
 * into it, and the filters remember another.
 */
const FRAMES_BEFORE = 16

/**
 * Decodes each stretch of frames by a decoder of its own, which has seen the frames before. So a frame sounds the
 * same whether or not others were decoded, even in a damaged file.
 */
class StretchDecoder {
  #kept: Uint8Array[] = []
  #decode: DecodeMp3Frame | null = null
  #taken = 0

  /** Null unless it is wanted. What follows a wanted frame is wanted, too. Valid until the next call. */
  take(frame: Uint8Array, isWanted: boolean): Int16Array | null {
    if (this.#taken % STRETCH_FRAMES === 0) {
      this.#decode = null
      this.#kept = this.#kept.slice(-FRAMES_BEFORE)
    }
    this.#taken += 1
    const earlier = this.#kept.length
    this.#kept.push(frame.slice())
    if (!isWanted) return null
    if (this.#decode === null) {
      this.#decode = openMp3Decoder()
      for (const each of this.#kept.slice(0, earlier)) this.#decode(each)
    }
    return this.#decode(frame)
  }
}

/** An MP3 may change between one channel and two: its sound is all as it began. */
function asMany(samples: Int16Array, given: 1 | 2, wanted: 1 | 2): Int16Array {
  if (given === wanted) return samples
  const length = (samples.length / given) * wanted
  return Int16Array.from({ length }, (_, at) =>
    wanted === 2
      ? (samples[at >> 1] ?? 0)
      : ((samples[at * 2] ?? 0) + (samples[at * 2 + 1] ?? 0)) >> 1,
  )
}

/** Little-endian, as every machine that runs a Worker or a browser. */
function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
}
