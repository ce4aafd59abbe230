import { Cells, openWasm } from '../wasm/open-wasm.ts'
import compiledDecoder from '../wasm/opus.wasm'
import type { OggDecoder } from './ogg-decoder.ts'

/** opus-decoder 0.7.12, around libopus. */
const NAMES = {
  exports: { memory: 'g', start: 'h', create: 'i', malloc: 'j', decode: 'k' },
  imports: { resize: 'f', maths: { a: Math.cos } },
}

const SAMPLE_RATE = 48_000
/** 120 ms. */
const PACKET_SAMPLES_MAX = 5_760
/** RFC 6716 §3.2.5: 48 frames of 1,275 bytes, and how long they are. */
const PACKET_BYTES_MAX = 48 * 1_277 + 2

/** RFC 7845 §5.1. Null for what isn't Opus, or has more than two channels. */
export function openOpus(head: Uint8Array): OggDecoder | null {
  const isOpus = String.fromCharCode(...head.subarray(0, 8)) === 'OpusHead'
  if (!isOpus || head.length < 19 || (head[8] ?? 0) > 15) return null
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const channels = view.getUint8(9)
  const streams = streamsOf(head)
  if ((channels !== 1 && channels !== 2) || streams === null) return null
  const gain = 10 ** (view.getInt16(16, true) / (20 * 256))
  return {
    sampleRate: SAMPLE_RATE,
    channels,
    preSkip: view.getUint16(10, true),
    headersLeft: 1,
    takeHeader: () => true,
    decode: openDecoder(channels, streams, gain),
  }
}

type Streams = { count: number; coupled: number; mapping: readonly number[] }

/** Two channels are one coupled stream, unless the head says how it is. */
function streamsOf(head: Uint8Array): Streams | null {
  const channels = head[9] ?? 0
  if (head[18] === 0) return { count: 1, coupled: channels - 1, mapping: [0, 1] }
  const [count = 0, coupled = 0, ...mapping] = head.subarray(19, 21 + channels)
  const isFine = mapping.length === channels && count > 0 && coupled <= count && count <= channels
  return isFine ? { count, coupled, mapping } : null
}

function openDecoder(channels: 1 | 2, streams: Streams, gain: number): OggDecoder['decode'] {
  const wasm = openWasm(compiledDecoder, NAMES)
  const { memory } = wasm
  const input = wasm.malloc(PACKET_BYTES_MAX)
  const output = new Cells(wasm, PACKET_SAMPLES_MAX * channels)
  const mapping = wasm.malloc(channels)
  new Uint8Array(memory.buffer).set(streams.mapping.slice(0, channels), mapping)
  const { count, coupled } = streams
  const decoder = wasm.create(SAMPLE_RATE, channels, count, coupled, mapping, 0, 0)

  return (packet) => {
    // No bytes stand for a packet that was lost.
    if (packet.length === 0 || packet.length > PACKET_BYTES_MAX) return null
    new Uint8Array(memory.buffer).set(packet, input)
    const samples = wasm.decode(decoder, input, packet.length, output.at)
    if (samples <= 0) return null
    return Array.from({ length: channels }, (_, channel) => {
      const heard = new Float32Array(memory.buffer, output.place(channel * samples), samples)
      if (gain !== 1) for (const [at, sample] of heard.entries()) heard[at] = sample * gain
      return heard
    })
  }
}
