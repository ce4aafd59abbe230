/**
 * Some MP3s of variable bit rate lack the Xing header that says how long they are. Browsers then
 * guess the length from the first frames, and refuse to go beyond the guess. This puts the header
 * back, so that every place in the file can be reached.
 */

const BITRATES_KBPS = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const

const TABLE_ENTRIES = 100
const FLAGS_FRAMES_BYTES_TABLE = 0b111
const HEADER_BYTES = 4

type Frame = { start: number; bytes: number; isMpeg1: boolean; isMono: boolean }

/** The same music with a Xing header in front; null when it has one, or isn't MP3. */
export function mendMp3(file: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const frames = readFrames(file)
  const [first] = frames
  if (!first || frames.length < 2 || hasHeader(file, first)) return null
  const music = file.subarray(first.start)
  const header = writeHeader(file, first, frames, music.length)
  const mended = new Uint8Array(header.length + music.length)
  mended.set(header)
  mended.set(music, header.length)
  return mended
}

function readFrames(file: Uint8Array): Frame[] {
  const frames: Frame[] = []
  let at = skipId3(file)
  while (at + HEADER_BYTES <= file.length) {
    const frame = readFrame(file, at)
    if (frame) frames.push(frame)
    at += frame?.bytes ?? 1
  }
  return frames
}

function skipId3(file: Uint8Array): number {
  const isId3 = file[0] === 0x49 && file[1] === 0x44 && file[2] === 0x33
  if (!isId3) return 0
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((file[at] ?? 0) & 0x7f), 0)
  return 10 + size
}

/** The frame of layer III that begins at `at`; null when none does. */
function readFrame(file: Uint8Array, at: number): Frame | null {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = file.subarray(at, at + HEADER_BYTES)
  const version = (kind >> 3) & 3
  const isLayer3 = (kind & 0b110) === 0b010
  if (sync !== 0xff || kind >> 5 !== 7 || version === 1 || !isLayer3) return null
  const isMpeg1 = version === 3
  const bytes = frameBytes(kind, rates)
  return bytes === 0 ? null : { start: at, bytes, isMpeg1, isMono: mode >> 6 === 3 }
}

/** 0 for a bitrate or a sample rate that doesn't exist. */
function frameBytes(kind: number, rates: number): number {
  const version = (kind >> 3) & 3
  const isMpeg1 = version === 3
  const kbps = (isMpeg1 ? BITRATES_KBPS.mpeg1 : BITRATES_KBPS.mpeg2)[rates >> 4] ?? 0
  const rate = (SAMPLE_RATES[(rates >> 2) & 3] ?? 0) / (isMpeg1 ? 1 : version === 2 ? 2 : 4)
  if (kbps === 0 || rate === 0) return 0
  return Math.floor(((isMpeg1 ? 144_000 : 72_000) * kbps) / rate) + ((rates >> 1) & 1)
}

/** Where the header's own words stand in its frame: behind what describes the frame's sound. */
function wordsAt({ isMpeg1, isMono }: Frame): number {
  return HEADER_BYTES + (isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17)
}

function hasHeader(file: Uint8Array, first: Frame): boolean {
  const nameAt = (at: number) => String.fromCharCode(...file.subarray(at, at + 4))
  const vbri = first.start + HEADER_BYTES + 32
  return ['Xing', 'Info'].includes(nameAt(first.start + wordsAt(first))) || nameAt(vbri) === 'VBRI'
}

function writeHeader(
  file: Uint8Array,
  first: Frame,
  frames: readonly Frame[],
  musicBytes: number,
): Uint8Array {
  const words = wordsAt(first)
  const needed = words + 4 * 4 + TABLE_ENTRIES
  // No checksum follows the header; the first bitrate whose frame is long enough, without padding.
  const kind = (file[first.start + 1] ?? 0) | 1
  const sampling = (file[first.start + 2] ?? 0) & 0b1100
  const bitrate = BITRATES_KBPS.mpeg1.findIndex(
    (_, index) => frameBytes(kind, (index << 4) | sampling) >= needed,
  )
  const rates = (bitrate << 4) | sampling
  const header = new Uint8Array(frameBytes(kind, rates))
  header.set([0xff, kind, rates, file[first.start + 3] ?? 0])
  header.set(new TextEncoder().encode('Xing'), words)
  const view = new DataView(header.buffer)
  const whole = header.length + musicBytes
  view.setUint32(words + 4, FLAGS_FRAMES_BYTES_TABLE)
  view.setUint32(words + 8, frames.length)
  view.setUint32(words + 12, whole)
  for (let percent = 0; percent < TABLE_ENTRIES; percent += 1) {
    const frame = frames[Math.floor((frames.length * percent) / TABLE_ENTRIES)] ?? first
    const at = header.length + frame.start - first.start
    header[words + 16 + percent] = Math.min(255, Math.floor((256 * at) / whole))
  }
  return header
}
