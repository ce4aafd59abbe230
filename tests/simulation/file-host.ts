import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { MP3_HEADER_BYTES, parseMp3Header } from '../../worker/audio/mp3/mp3-frame.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'
import { Unreachable } from './invocation.ts'
import type { AudioKind } from './render-plan.ts'
import type { Scheduler } from './scheduler.ts'

const HOST = 'files.test'
const FIXTURE = new URL('../../worker/audio/testdata/mono-bare.mp3', import.meta.url)
/** Hardly more than the second that a song must have, and whole. */
const SONG = firstFrames(new Uint8Array(readFileSync(FIXTURE)), 45)
const BLINK = firstFrames(SONG, 3)
const SILENCE = silenced(SONG)
const PAGE = new TextEncoder().encode('<!doctype html><title>Something went wrong</title>')
const NOTHING = new Uint8Array()

const FAULT_OF: Partial<Record<AudioKind, Fault>> = {
  empty: 'audio empty',
  broken: 'audio broken',
  truncated: 'audio truncated',
  'cut once': 'audio truncated',
  missing: 'audio missing',
  silent: 'audio silent',
  short: 'audio short',
}

/** `upAt`: the host does not answer before. */
type File = { kind: AudioKind; upAt: number }
const NO_FILE: File = { kind: 'missing', upAt: 0 }

type AsOpener = ReturnType<typeof AsyncLocalStorage.snapshot>

/** Where providers keep the music. Opening a file is one await, and so is each half of its body. */
export class FileHost {
  readonly hosts = [HOST]
  readonly #chronicle: Chronicle
  readonly #scheduler: Scheduler
  readonly #files = new Map<string, File>()
  readonly #clock: Clock
  readonly #opened = new Map<string, number>()

  constructor(world: { clock: Clock; chronicle: Chronicle; scheduler: Scheduler }) {
    this.#clock = world.clock
    this.#chronicle = world.chronicle
    this.#scheduler = world.scheduler
  }

  /** Its address. */
  publish(name: string, file: File): string {
    this.#files.set(`/${name}.mp3`, file)
    return `https://${HOST}/${name}.mp3`
  }

  readonly fetch: typeof fetch = (input) => {
    const { pathname } = new URL(String(input))
    // The invocation that opened the file reads the body, too.
    const asOpener = AsyncLocalStorage.snapshot()
    return this.#ask(`open ${pathname}`, () => this.#open(pathname, asOpener))
  }

  #open(pathname: string, asOpener: AsOpener): Response {
    const { kind, upAt } = this.#files.get(pathname) ?? NO_FILE
    if (this.#clock.now < upAt) {
      this.#chronicle.fire('audio host down', pathname)
      throw new Unreachable('The host does not answer')
    }
    const times = (this.#opened.get(pathname) ?? 0) + 1
    this.#opened.set(pathname, times)
    const isWhole = kind === 'cut once' && times > 1
    const fault = isWhole ? undefined : FAULT_OF[kind]
    if (fault) this.#chronicle.fire(fault, pathname)
    const answer = (bytes: Uint8Array, headers: Record<string, string>) =>
      new Response(this.#bodyOf(bytes, asOpener), {
        headers: { 'content-type': 'audio/mpeg', ...headers },
      })
    switch (kind) {
      case 'missing':
        return new Response(null, { status: 404 })
      case 'empty':
        return answer(NOTHING, { 'content-length': '0' })
      case 'broken':
        return answer(PAGE, { 'content-type': 'audio/mpeg' })
      case 'silent':
        return answer(SILENCE, { 'content-length': String(SILENCE.length) })
      case 'short':
        return answer(BLINK, { 'content-length': String(BLINK.length) })
      case 'unannounced':
        return answer(SONG, {})
      default: {
        const body = fault ? SONG.subarray(0, 1000) : SONG
        return answer(body, { 'content-length': String(SONG.length) })
      }
    }
  }

  #bodyOf(bytes: Uint8Array, asOpener: AsOpener): ReadableStream<Uint8Array> {
    const half = Math.ceil(bytes.length / 2)
    const pieces = [bytes.slice(0, half), bytes.slice(half)].filter(({ length }) => length > 0)
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const piece = await asOpener(() => this.#ask('read on', () => pieces.shift() ?? null))
          if (piece === null) controller.close()
          else controller.enqueue(piece)
        },
      },
      { highWaterMark: 0 },
    )
  }

  #ask<Answer>(name: string, happen: () => Answer): Promise<Answer> {
    return this.#scheduler.ask({
      port: 'files',
      name,
      happen,
      lost: () => {
        throw new Unreachable('The file host does not answer')
      },
    })
  }
}

function* framesOf(mp3: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < mp3.length; ) {
    const header = parseMp3Header(mp3, at)
    if (header === null) throw new Error('The fixture is more than frames')
    yield mp3.subarray(at, at + header.frameBytes)
    at += header.frameBytes
  }
}

function firstFrames(mp3: Uint8Array, count: number): Uint8Array {
  let bytes = 0
  for (const frame of [...framesOf(mp3)].slice(0, count)) bytes += frame.length
  return mp3.slice(0, bytes)
}

/** Headers followed by nothing but zeros: the decoder has nothing to add up. */
function silenced(mp3: Uint8Array): Uint8Array {
  const silence = mp3.slice()
  for (const frame of framesOf(silence)) frame.fill(0, MP3_HEADER_BYTES)
  return silence
}
