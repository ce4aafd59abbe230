import compiledDecoder from '../../../node_modules/minimp3-wasm/dist/decoder.opt.wasm'

/** What `decoder.opt.wasm` of minimp3-wasm 0.1.0 exports. Sizes in bytes, positions in seconds. */
interface DecoderExports {
  memory: WebAssembly.Memory
  decoder_init(): void
  decoder_set_mp3_data_size(bytes: number): void
  decoder_mp3_data_offset(): number
  decoder_decode(seconds: number): void
  decoder_pcm_data_offset(): number
  decode_results_num_samples(): number
}

/**
 * Decodes whole layer III frames, one after the other; what a frame needs of earlier ones is kept.
 * The result holds interleaved signed 16-bit samples and is overwritten by the next call. A frame
 * that can't be decoded (it needs bytes of a frame we never saw) gives silence of its length.
 */
export type DecodeMp3Frame = (frame: Uint8Array) => Int16Array

const SAMPLES_MAX = 1152 * 2
const UNTIL_THE_END = -1

/**
 * A decoder of its own for each caller: 128 KiB of WebAssembly memory that never grows and that
 * goes with the returned function, so that there is nothing to free and nothing to share.
 *
 * Only frames that `parseMp3Header` accepts, exactly as long as it says, may be given: then the
 * decoder keeps its state between calls and always terminates.
 */
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
    // Copied, because the samples lie at any address there and an Int16Array needs an even one.
    sampleBytes.set(new Uint8Array(wasm.memory.buffer, pcm, count * 2))
    return samples.subarray(0, count)
  }
}
