import compiledDecoder from '../wasm/flac.wasm'
import { Cells, openWasm } from '../wasm/open-wasm.ts'
import type { FlacFormat } from './flac-header.ts'

/** @wasm-audio-decoders/flac 0.2.11, around libFLAC. */
const NAMES = {
  exports: {
    memory: 'j',
    start: 'k',
    free: 'l',
    malloc: 'm',
    create: 'n',
    destroy: 'o',
    decode: 'p',
  },
  imports: { resize: 'e' },
}

/** The cells that `create` is given, in its order. */
const CHANNELS = 0
const BITS = 2
const SAMPLES = 3
const OUTPUT = 4
const ERROR = 6
const STATE = 7
const CELLS = 8

/**
 * By bits of a sample. It divides by the highest sample, where full scale is one more; what it does to 12 and 20 bits
 * can't be undone.
 */
const SCALES: Readonly<Record<number, number>> = {
  8: 127 / 128,
  16: 32_767 / 32_768,
  24: 8_388_607 / 8_388_608,
  32: 1,
}

/** The samples of each channel, valid until the next call; null for a frame that is broken. */
export type DecodeFlacFrame = (frame: Uint8Array) => readonly Float32Array[] | null

/** Takes whole frames, from a mark up to the next one. They may leave it to the format what their samples are. */
export function openFlacDecoder(format: FlacFormat): DecodeFlacFrame {
  const wasm = openWasm(compiledDecoder, NAMES)
  const { memory } = wasm
  const cells = new Cells(wasm, CELLS)
  let decoder = 0
  create()

  return (frame) => {
    freeOutput()
    if (!give(frame)) return null
    const [samples, scale] = [cells.get(SAMPLES), SCALES[cells.get(BITS)]]
    const isBroken = samples === 0 || saysSomething(ERROR) || saysSomething(STATE)
    if (!isBroken && scale !== undefined) return output(samples, scale)
    // Out of step, it would wait for the rest of a frame.
    wasm.destroy(decoder)
    create()
    return null
  }

  function create() {
    decoder = wasm.create(...Array.from({ length: CELLS }, (_, index) => cells.place(index)))
    give(format.head)
  }

  /** It frees its input itself. False when there is no room for it. */
  function give(bytes: Uint8Array): boolean {
    const input = wasm.malloc(bytes.length)
    if (input === 0) return false
    new Uint8Array(memory.buffer).set(bytes, input)
    wasm.decode(decoder, input, bytes.length)
    return true
  }

  function freeOutput() {
    wasm.free(cells.get(OUTPUT))
    cells.set(OUTPUT, 0)
    cells.set(SAMPLES, 0)
  }

  function saysSomething(cell: number): boolean {
    const text = cells.get(cell)
    return text !== 0 && new Uint8Array(memory.buffer)[text] !== 0
  }

  function output(samples: number, scale: number): Float32Array[] {
    return Array.from({ length: cells.get(CHANNELS) }, (_, channel) => {
      const at = cells.get(OUTPUT) + channel * samples * 4
      const heard = new Float32Array(memory.buffer, at, samples)
      for (let index = 0; index < samples; index += 1) heard[index] = (heard[index] ?? 0) * scale
      return heard
    })
  }
}
