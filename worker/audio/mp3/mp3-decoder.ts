import compiledDecoder from '../../../node_modules/minimp3-wasm/dist/decoder.opt.wasm'

/** minimp3-wasm 0.1.0. Sizes in bytes, positions in seconds. */
interface DecoderExports {
  memory: WebAssembly.Memory
  decoder_init(): void
  decoder_set_mp3_data_size(bytes: number): void
  decoder_mp3_data_offset(): number
  decoder_decode(seconds: number): void
  decoder_pcm_data_offset(): number
  decode_results_num_samples(): number
}

/** Interleaved samples, valid until the next call; silence for a frame that needs unseen ones. */
export type DecodeMp3Frame = (frame: Uint8Array) => Int16Array

const SAMPLES_MAX = 1152 * 2
const UNTIL_THE_END = -1

/** Takes only frames that `parseMp3Header` accepts: then it always terminates. */
export function openMp3Decoder(): DecodeMp3Frame {
  const instance = new WebAssembly.Instance(compiledDecoder, {})
  // The pinned version of minimp3-wasm exports exactly these, and a test decodes with them.
  const wasm = instance.exports as unknown as DecoderExports
  const samples = new Int16Array(SAMPLES_MAX)
  const sampleBytes = new Uint8Array(samples.buffer)
  wasm.decoder_init()

  return (frame) => {
    wasm.decoder_set_mp3_data_size(frame.length)
    const memory = new Uint8Array(wasm.memory.buffer)
    memory.set(frame, wasm.decoder_mp3_data_offset())
    // Silence first: an undecodable frame leaves this memory as it was.
    const pcm = wasm.decoder_pcm_data_offset()
    memory.fill(0, pcm, pcm + sampleBytes.length)
    wasm.decoder_decode(UNTIL_THE_END)
    const count = Math.min(wasm.decode_results_num_samples(), SAMPLES_MAX)
    // Copied, because an Int16Array needs an even address.
    sampleBytes.set(new Uint8Array(wasm.memory.buffer, pcm, count * 2))
    return samples.subarray(0, count)
  }
}
