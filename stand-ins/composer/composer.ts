import { Worker } from 'node:worker_threads'
import type { ComposeAnswer, ComposeTask } from './composer-thread.ts'
import type { Encoding } from './encode-song.ts'
import { readWishes, type SongRequest, type SongWishes } from './song-wishes.ts'

export type RenderedSong = { audio: Uint8Array; durationSeconds: number; wishes: SongWishes }

export type Composer = {
  /**
   * Composes, renders and encodes the song that a request asks for (see `readWishes`), in 44.1 kHz
   * stereo: a constant-bitrate MP3 unless another encoding is asked for. The same request gives the
   * same bytes: a repeated one shares the song that is being made, or gets it from memory. Callers
   * must not change these shared bytes. Rejects when the composer is closed or its thread fails.
   */
  render(request: SongRequest, encoding?: Encoding): Promise<RenderedSong>
  /** Ends the thread and rejects renders under way. */
  close(): Promise<void>
}

const CACHE_BYTES_MAX = 96 * 1024 * 1024

/**
 * Opens a composer. Its one thread starts with the first song and makes one after the other; while
 * idle it doesn't keep the process alive.
 */
export function openComposer(): Composer {
  const cache = openCache(CACHE_BYTES_MAX)
  const underWay = new Map<string, Promise<RenderedSong>>()
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let lastTask = 0
  let closed = false

  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    thread = null
  }
  const startThread = () => {
    const started = new Worker(new URL('./composer-thread.ts', import.meta.url))
    started.on('message', (answer: ComposeAnswer) => {
      const task = waiting.get(answer.task)
      waiting.delete(answer.task)
      if (waiting.size === 0) started.unref()
      if ('audio' in answer) task?.resolve(answer.audio)
      else task?.reject(new Error(`The song could not be rendered: ${answer.error}`))
    })
    started.on('error', (error: Error) => failAll(error))
    started.on('exit', () => failAll(new Error('The composer has stopped')))
    return started
  }
  const make = (wishes: SongWishes, encoding: Encoding) =>
    new Promise<Uint8Array>((resolve, reject) => {
      thread ??= startThread()
      const task: ComposeTask = { task: ++lastTask, wishes, encoding }
      waiting.set(task.task, { resolve, reject })
      thread.ref()
      thread.postMessage(task)
    })

  return {
    async render(request, encoding = {}) {
      if (closed) throw new Error('The composer is closed')
      const wishes = readWishes(request)
      const { durationSeconds } = wishes
      const key = JSON.stringify([wishes, encoding])
      const kept = cache.get(key)
      if (kept) return { audio: kept, durationSeconds, wishes }
      const joined = underWay.get(key)
      if (joined) return joined
      const made = make(wishes, encoding)
        .then((audio) => {
          cache.put(key, audio)
          return { audio, durationSeconds, wishes }
        })
        .finally(() => underWay.delete(key))
      underWay.set(key, made)
      return made
    },
    async close() {
      closed = true
      await thread?.terminate()
    },
  }
}

type Waiting = { resolve: (audio: Uint8Array) => void; reject: (error: Error) => void }

/** Keeps the songs asked for last, up to a number of bytes. */
function openCache(bytesMax: number) {
  const songs = new Map<string, Uint8Array>()
  let bytes = 0
  return {
    get(key: string): Uint8Array | undefined {
      const song = songs.get(key)
      if (song) {
        songs.delete(key)
        songs.set(key, song)
      }
      return song
    },
    put(key: string, song: Uint8Array): void {
      songs.set(key, song)
      bytes += song.byteLength
      for (const [oldest, old] of songs) {
        if (bytes <= bytesMax) break
        songs.delete(oldest)
        bytes -= old.byteLength
      }
    },
  }
}
