import { Cells, openWasm } from '../wasm/open-wasm.ts'
import compiledDecoder from '../wasm/vorbis.wasm'
import { type OggDecoder, SAMPLE_RATE_MAX } from './ogg-decoder.ts'
import { PACKET_BYTES_MAX } from './ogg-packets.ts'

/** @wasm-audio-decoders/ogg-vorbis 0.1.20, around libvorbis. */
const NAMES = {
  exports: {
    memory: 'l',
    start: 'm',
    create: 'n',
    malloc: 'o',
    setUp: 'p',
    startDecoding: 'q',
    decode: 'r',
  },
  imports: {
    resize: 'k',
    maths: { b: Math.atan, a: Math.cos, i: Math.exp, h: Math.log, g: Math.pow, c: Math.sin },
  },
}

const INPUT_LENGTH = 0
const OUTPUT = 1
const CHANNELS = 2
const SAMPLE_RATE = 3
const SAMPLES = 4
const ERRORS_LENGTH = 5
const ERRORS = 6
const ERRORS_MAX = 64

const SETUP = 5

/** Vorbis I §4.2.2. Null for what isn't Vorbis, or can't be decoded here. */
export function openVorbis(head: Uint8Array): OggDecoder | null {
  const isVorbis = String.fromCharCode(...head.subarray(0, 7)) === '\x01vorbis'
  if (!isVorbis || head.length < 30) return null
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const [channels, sampleRate] = [view.getUint8(11), view.getUint32(12, true)]
  if ((channels !== 1 && channels !== 2) || sampleRate === 0 || sampleRate > SAMPLE_RATE_MAX)
    return null
  const wasm = new VorbisWasm()
  if (!wasm.setUp(head, true)) return null
  return {
    sampleRate,
    channels,
    preSkip: 0,
    headersLeft: 2,
    // The comments come first, and may be as long as their pictures.
    takeHeader: (packet) => packet?.[0] !== SETUP || (wasm.setUp(packet, false) && wasm.start()),
    decode: (packet) => wasm.decode(packet),
  }
}

class VorbisWasm {
  readonly #wasm = openWasm(compiledDecoder, NAMES)
  readonly #input = this.#wasm.malloc(PACKET_BYTES_MAX)
  readonly #cells = new Cells(this.#wasm, ERRORS + ERRORS_MAX)
  readonly #decoder: number
  #isStarted = false

  constructor() {
    const cells = [INPUT_LENGTH, OUTPUT, CHANNELS, SAMPLE_RATE, SAMPLES, ERRORS, ERRORS_LENGTH]
    const places = cells.map((cell) => this.#cells.place(cell))
    this.#decoder = this.#wasm.create(this.#input, ...places, ERRORS_MAX)
  }

  setUp(packet: Uint8Array, isFirst: boolean): boolean {
    this.#write(packet)
    this.#wasm.setUp(this.#decoder, isFirst ? 1 : 0)
    return this.#isFine()
  }

  start(): boolean {
    this.#wasm.startDecoding(this.#decoder)
    this.#isStarted = this.#isFine()
    return this.#isStarted
  }

  decode(packet: Uint8Array): Float32Array[] | null {
    // It would go on with the packet before.
    if (!this.#isStarted || packet.length === 0) return null
    this.#write(packet)
    this.#wasm.decode(this.#decoder)
    if (!this.#isFine()) return null
    const { buffer } = this.#wasm.memory
    const [samples, output] = [this.#cells.get(SAMPLES), this.#cells.get(OUTPUT)]
    const places = new Uint32Array(buffer, output, samples > 0 ? this.#cells.get(CHANNELS) : 0)
    return Array.from(places, (place) => new Float32Array(buffer, place, samples))
  }

  #write(packet: Uint8Array): void {
    new Uint8Array(this.#wasm.memory.buffer).set(packet, this.#input)
    this.#cells.set(INPUT_LENGTH, packet.length)
  }

  #isFine(): boolean {
    const isFine = this.#cells.get(ERRORS_LENGTH) === 0
    this.#cells.set(ERRORS_LENGTH, 0)
    return isFine
  }
}
