import { openNearReader, type ReadPart } from '../near-reader.ts'
import { type AacConfig, parseAacConfig } from './aac-config.ts'
import { BOXES_MAX, type Box, boxesIn } from './m4a-boxes.ts'

/** What the container tells. */
export type M4aFacts = { durationSeconds: number; sampleRate: number; channels: number }

export type M4aRead =
  | ({ ok: true } & M4aFacts)
  /** not_audio: no AAC, or not said how long. truncated: a part is missing. */
  | { ok: false; reason: 'not_audio' | 'truncated' }

/** Reads of an M4A what its container tells of the first sound in AAC, by a few small parts wherever they lie. */
export async function readM4a(size: number, read: ReadPart): Promise<M4aRead> {
  const reader = new M4aReader(size, openNearReader(size, read))
  if (!(await reader.readFile())) return { ok: false, reason: 'truncated' }
  const facts = reader.facts()
  return facts ? { ok: true, ...facts } : { ok: false, reason: 'not_audio' }
}

type Track = {
  isSound: boolean
  config: AacConfig | null
  /** In seconds, each null when it isn't told. */
  seconds: number | null
  editedSeconds: number | null
}

const CONTAINERS = ['moov', 'mvex', 'edts', 'mdia', 'minf', 'stbl']
/** Of a box that holds no others: what we want to know stands at its beginning. */
const LEAF_BYTES = 1_024
/** Some have an index for each piece, and some have tables behind the sound. */
const INDEXED_MIN = 0.98
const SAMPLE_RATE_MAX = 192_000

class M4aReader {
  readonly #read: ReadPart
  readonly #size: number
  readonly #tracks: Track[] = []
  #boxesLeft = BOXES_MAX
  #hasSound = false
  #movieTicks = 0
  #movieSeconds: number | null = null

  constructor(size: number, read: ReadPart) {
    this.#size = size
    this.#read = read
  }

  /** False when a part of the file is missing. */
  async readFile(): Promise<boolean> {
    for await (const box of boxesIn(this.#read, { start: 0, end: this.#size })) {
      if (box.end > this.#size) return false
      this.#hasSound ||= (box.kind === 'mdat' || box.kind === 'moof') && box.end > box.start
      await this.#readBox(box, null)
      // From here on it is pieces of sound.
      if (this.#boxesLeft === 0 || box.kind === 'moof') break
    }
    return true
  }

  facts(): M4aFacts | null {
    const track = this.#tracks.find(({ isSound, config }) => isSound && config !== null)
    if (!track?.config || !this.#hasSound) return null
    const { sampleRate, channels } = track.config
    const lengths = [track.seconds, track.editedSeconds].filter((seconds) => seconds !== null)
    const durationSeconds = lengths.length > 0 ? Math.min(...lengths) : this.#movieSeconds
    const isPossible = channels > 0 && channels <= 8 && sampleRate <= SAMPLE_RATE_MAX
    return isPossible && durationSeconds !== null ? { durationSeconds, sampleRate, channels } : null
  }

  async #readBox(box: Box, track: Track | null): Promise<void> {
    if (this.#boxesLeft === 0) return
    this.#boxesLeft -= 1
    if (box.kind === 'trak') await this.#readWithin(box, this.#addTrack())
    else if (CONTAINERS.includes(box.kind)) await this.#readWithin(box, track)
    else if (LEAVES.includes(box.kind)) this.#readLeaf(box, await this.#leafOf(box), track)
  }

  async #readWithin(container: Box, track: Track | null): Promise<void> {
    for await (const box of boxesIn(this.#read, container)) {
      if (box.end > container.end || this.#boxesLeft === 0) return
      await this.#readBox(box, track)
    }
  }

  #addTrack(): Track {
    const track = { isSound: false, config: null, seconds: null, editedSeconds: null }
    this.#tracks.push(track)
    return track
  }

  async #leafOf({ start, end }: Box): Promise<Leaf> {
    return new Leaf(await this.#read(start, Math.min(LEAF_BYTES, end - start)))
  }

  #readLeaf({ kind, end }: Box, leaf: Leaf, track: Track | null): void {
    if (kind === 'mvhd') this.#movieTicks = leaf.ticks()
    else if (kind === 'mehd') this.#movieSeconds = secondsOf(leaf.wide(4), this.#movieTicks)
    else if (kind === 'sidx') this.#movieSeconds ??= leaf.indexedSeconds(this.#size - end)
    else if (track === null) return
    else if (kind === 'hdlr') track.isSound = leaf.text(8) === 'soun'
    else if (kind === 'mdhd')
      track.seconds = secondsOf(leaf.wide(leaf.isWide ? 24 : 16), leaf.ticks())
    else if (kind === 'elst') track.editedSeconds = secondsOf(leaf.editedTicks(), this.#movieTicks)
    else if (kind === 'stsd') track.config = leaf.config()
  }
}

const LEAVES = ['mvhd', 'mehd', 'sidx', 'hdlr', 'mdhd', 'elst', 'stsd']

/** Null for what isn't known, or is told later on. */
function secondsOf(ticks: number, ticksPerSecond: number): number | null {
  const seconds = ticks / ticksPerSecond
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** ISO/IEC 14496-12 §8: after a version, which says whether times take four bytes or eight. Missing bytes are zeros. */
class Leaf {
  readonly isWide: boolean
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    const padded = new Uint8Array(LEAF_BYTES)
    padded.set(bytes)
    this.#view = new DataView(padded.buffer)
    this.isWide = padded[0] === 1
  }

  text(at: number): string {
    return String.fromCharCode(...new Uint8Array(this.#view.buffer, at, 4))
  }

  /** A time; 0 for one that isn't known. */
  wide(at: number): number {
    const high = this.isWide ? this.#view.getUint32(at) : 0
    const low = this.#view.getUint32(at + (this.isWide ? 4 : 0))
    return low === 0xffff_ffff ? 0 : high * 2 ** 32 + low
  }

  /** Of a second: in `mvhd` and `mdhd` after two times. */
  ticks(): number {
    return this.#view.getUint32(this.isWide ? 20 : 12)
  }

  /** §8.6.6: how long the parts last that are played, and not the empty ones. */
  editedTicks(): number {
    const [count, width] = [this.#view.getUint32(4), this.isWide ? 20 : 12]
    if (8 + count * width > LEAF_BYTES) return 0
    let ticks = 0
    for (let at = 8; at < 8 + count * width; at += width) {
      const isEmpty = this.#view.getInt32(at + (this.isWide ? 8 : 4)) === -1
      if (!isEmpty) ticks += this.wide(at)
    }
    return ticks
  }

  /** §8.16.3. Null when it isn't about all of the bytes behind it, or for one of which the end isn't here. */
  indexedSeconds(bytesBehind: number): number | null {
    const countAt = this.isWide ? 30 : 22
    const count = this.#view.getUint16(countAt)
    if (countAt + 2 + count * 12 > LEAF_BYTES) return null
    let [ticks, bytes] = [0, 0]
    for (let at = countAt + 2; at < countAt + 2 + count * 12; at += 12) {
      bytes += this.#view.getUint32(at) & 0x7fff_ffff
      ticks += this.#view.getUint32(at + 4)
    }
    return bytes < bytesBehind * INDEXED_MIN ? null : secondsOf(ticks, this.#view.getUint32(8))
  }

  /** §8.5.2 and 12.2.3: of the first kind of sample, in the box behind its fields. */
  config(): AacConfig | null {
    if (this.text(12) !== 'mp4a' || this.text(48) !== 'esds') return null
    const config = parseAacConfig(new Uint8Array(this.#view.buffer, 56))
    return config && { ...config, channels: config.channels || this.#view.getUint16(32) }
  }
}
