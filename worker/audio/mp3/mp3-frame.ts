/** MPEG audio layer III: ISO/IEC 11172-3 §2.4.2.3, 13818-3, and MPEG-2.5. */
export interface Mp3FrameHeader {
  mpegVersion: 1 | 2 | 2.5
  frameBytes: number
  /** Per channel: 1152 or 576. */
  frameSamples: number
  sampleRate: number
  channels: 1 | 2
  sideInfoBytes: number
  hasChecksum: boolean
}

export const MP3_HEADER_BYTES = 4

/** 320 kbit/s at 32 kHz, or 160 kbit/s at 8 kHz, padded. */
export const MP3_FRAME_BYTES_MAX = 1441

const MPEG1_KBPS = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const MPEG2_KBPS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const MPEG1_RATES = [44_100, 48_000, 32_000]

/** Null also for the "free format", whose length the header doesn't tell. */
export function parseMp3Header(bytes: Uint8Array, offset = 0): Mp3FrameHeader | null {
  const [sync, version, rates, mode] = bytes.subarray(offset, offset + MP3_HEADER_BYTES)
  if (version === undefined || rates === undefined || mode === undefined) return null
  if (sync !== 0xff || (version & 0xe0) !== 0xe0 || (version & 0x06) !== 0x02) return null
  const mpegVersion = mpegVersionOf(version)
  const baseRate = MPEG1_RATES[(rates >> 2) & 3]
  if (mpegVersion === null || baseRate === undefined) return null
  const bitrateKbps = (mpegVersion === 1 ? MPEG1_KBPS : MPEG2_KBPS)[(rates >> 4) - 1]
  if (bitrateKbps === undefined) return null

  const sampleRate = baseRate / (mpegVersion === 1 ? 1 : mpegVersion === 2 ? 2 : 4)
  const frameSamples = mpegVersion === 1 ? 1152 : 576
  const padding = (rates >> 1) & 1
  const channels = mode >> 6 === 3 ? 1 : 2
  return {
    mpegVersion,
    frameBytes: Math.floor((frameSamples * bitrateKbps * 125) / sampleRate) + padding,
    frameSamples,
    sampleRate,
    channels,
    sideInfoBytes: mpegVersion === 1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17,
    hasChecksum: (version & 1) === 0,
  }
}

/** Bit rate and channel mode may change within a stream. */
export function isSameMp3Stream(a: Mp3FrameHeader, b: Mp3FrameHeader): boolean {
  return a.mpegVersion === b.mpegVersion && a.sampleRate === b.sampleRate
}

function mpegVersionOf(byte: number): 1 | 2 | 2.5 | null {
  return ([2.5, null, 2, 1] as const)[(byte >> 3) & 3] ?? null
}
