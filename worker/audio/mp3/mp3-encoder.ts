import compiledEncoder from '../../../node_modules/wasm-media-encoders/wasm/mp3.wasm'
import { MP3_KBPS, type Mp3Format } from './plan-mp3.ts'

/** wasm-media-encoders 0.7.0, around LAME 3.100. What counts bytes is negative when it fails. */
interface EncoderExports {
  memory: WebAssembly.Memory
  _initialize(): void
  malloc(bytes: number): number
  free(at: number): void
  enc_init(settings: number): number
  /** Where the addresses of the channels lie, each with room for so many samples. */
  enc_get_pcm(encoder: number, samples: number): number
  enc_encode(encoder: number, samples: number): number
  enc_flush(encoder: number): number
  enc_get_out_buf(encoder: number): number
}

export type Mp3Encoder = {
  /** As many samples of each channel, full scale ±1. Answers whole frames, the caller's to keep. */
  encode(channels: readonly Float32Array[]): Uint8Array
  end(): Uint8Array
}

const SETTINGS_BYTES = 20
const CONSTANT_BIT_RATE = -1

/** Throws a RuntimeError when the encoder gives up. */
export function openMp3Encoder({ channels, sampleRate }: Mp3Format): Mp3Encoder {
  const instance = new WebAssembly.Instance(compiledEncoder, {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: { proc_exit: giveUp },
  })
  // The pinned version exports exactly these, and a test encodes with them.
  const wasm = instance.exports as unknown as EncoderExports
  wasm._initialize()
  const encoder = open()

  function open(): number {
    const settings = wasm.malloc(SETTINGS_BYTES)
    const view = new DataView(wasm.memory.buffer, settings, SETTINGS_BYTES)
    view.setInt32(0, channels, true)
    view.setInt32(4, sampleRate, true)
    view.setInt32(8, MP3_KBPS, true)
    view.setFloat32(12, CONSTANT_BIT_RATE, true)
    view.setInt32(16, sampleRate, true)
    const opened = wasm.enc_init(settings)
    wasm.free(settings)
    return opened === 0 ? giveUp() : opened
  }

  function output(bytes: number): Uint8Array {
    if (bytes < 0) giveUp()
    return new Uint8Array(wasm.memory.buffer, wasm.enc_get_out_buf(encoder), bytes).slice()
  }

  return {
    encode(heard) {
      const samples = heard[0]?.length ?? 0
      const places = wasm.enc_get_pcm(encoder, samples)
      if (places === 0) giveUp()
      // Its memory may have grown.
      const { buffer } = wasm.memory
      const at = new Uint32Array(buffer, places, channels)
      for (const [index, own] of heard.entries())
        new Float32Array(buffer, at[index], samples).set(own)
      return output(wasm.enc_encode(encoder, samples))
    },
    end: () => output(wasm.enc_flush(encoder)),
  }
}

function giveUp(): never {
  throw new WebAssembly.RuntimeError('The encoder gave up')
}
