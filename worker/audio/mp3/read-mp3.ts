import { openByteReader, PIECE_BYTES_MAX } from '../byte-reader.ts'
import { type HearSound, SOUND_SECONDS_MAX, type SoundRead } from '../hear-sound.ts'
import { openMp3Decoder } from './mp3-decoder.ts'
import { type Mp3Frame, Mp3Splitter } from './mp3-splitter.ts'
import { Mp3Timeline } from './mp3-timeline.ts'

/**
 * Decodes in constant memory, and leaves out the encoder's delay before the sound and its padding after
 * it. Reads the body to its end or cancels it. not_audio: under half of the bytes are frames. truncated:
 * over 1 % of the frames are missing, or the end is.
 */
export async function readMp3(
  body: ReadableStream<Uint8Array>,
  hear: HearSound,
  secondsMax = SOUND_SECONDS_MAX,
): Promise<SoundRead> {
  const reader = openByteReader(body)
  const splitter = new Mp3Splitter()
  const sound = new Mp3Sound(hear)
  try {
    for (;;) {
      const read = await reader.read().catch(() => 'failed' as const)
      if (read === 'failed') return { ok: false, reason: 'unavailable' }
      if (read === null) break
      for (let at = 0; at < read.length; at += PIECE_BYTES_MAX) {
        await sound.addAll(splitter.split(read.subarray(at, at + PIECE_BYTES_MAX)))
        if (sound.timeline.seconds > secondsMax) return { ok: false, reason: 'too_long' }
        if (isSomethingElse(splitter)) return { ok: false, reason: 'not_audio' }
      }
    }
    await sound.addAll(splitter.end())
    return judge(sound.timeline, splitter)
  } catch (error) {
    // The decoder trapped on input that it isn't built for.
    if (error instanceof WebAssembly.RuntimeError) return { ok: false, reason: 'not_audio' }
    throw error
  } finally {
    void reader.cancel().catch(() => {})
  }
}

const FRAMES_TOLERANCE = 0.01

/** Looking for frames in what has none takes a second of CPU for some MB. */
const FOREIGN_BYTES_MAX = 4 * 1024 * 1024

function isSomethingElse({ foreignBytes, frameBytes }: Mp3Splitter): boolean {
  return foreignBytes > FOREIGN_BYTES_MAX && foreignBytes > frameBytes
}

function judge(timeline: Mp3Timeline, splitter: Mp3Splitter): SoundRead {
  if (timeline.heard === 0 || splitter.frameBytes < splitter.foreignBytes) {
    return { ok: false, reason: 'not_audio' }
  }
  const announced = timeline.announced?.frames ?? null
  const isTruncated =
    announced === null
      ? splitter.endsInsideFrame
      : timeline.frames < announced * (1 - FRAMES_TOLERANCE)
  return isTruncated ? { ok: false, reason: 'truncated' } : { ok: true }
}

class Mp3Sound {
  readonly timeline = new Mp3Timeline()
  readonly #decode = openMp3Decoder()
  readonly #hear: HearSound

  constructor(hear: HearSound) {
    this.#hear = hear
  }

  async addAll(frames: Iterable<Mp3Frame>): Promise<void> {
    for (const frame of frames) {
      const pause = this.#add(frame)
      if (pause) await pause
    }
  }

  #add(frame: Mp3Frame): Promise<void> | undefined {
    const heard = this.timeline.place(frame)
    if (heard === null) return undefined
    const { channels, sampleRate } = frame.header
    const samples = this.#decode(frame.bytes)
    if (heard.to === heard.from) return undefined
    return this.#hear(channelsOf(samples, channels, heard.from, heard.to), sampleRate)
  }
}

function channelsOf(samples: Int16Array, count: 1 | 2, from: number, to: number): Float32Array[] {
  return Array.from({ length: count }, (_, channel) => {
    const own = new Float32Array(to - from)
    for (let at = 0; at < own.length; at += 1) {
      own[at] = (samples[(from + at) * count + channel] ?? 0) / 32_768
    }
    return own
  })
}
