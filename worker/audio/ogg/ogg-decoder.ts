/** Of one stream in an Ogg. */
export type OggDecoder = {
  sampleRate: number
  channels: 1 | 2
  /** Samples that the decoder gives before the sound begins. */
  preSkip: number
  /** Packets behind the first that tell how to decode; false for one that can't be right. Null is too long a packet. */
  headersLeft: number
  takeHeader(packet: Uint8Array | null): boolean
  /** The samples of each channel, valid until the next call, or none; null for a broken packet. */
  decode(packet: Uint8Array): readonly Float32Array[] | null
}

export const SAMPLE_RATE_MAX = 192_000
