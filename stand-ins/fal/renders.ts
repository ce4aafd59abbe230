import type { Encoding } from '../composer/encode-song.ts'
import { hashText } from '../composer/seeded-random.ts'
import type { SongRequest } from '../composer/song-wishes.ts'
import { preparedSong, type SongWriter, writeSong } from '../composer/write-song.ts'
import { webhooksFor } from './completion-webhooks.ts'
import { ENDPOINTS, type Endpoint } from './endpoints.ts'
import { CANCELLED, RENDER_CRASHED } from './errors.ts'
import { failureOf, RENDER_FAULTS } from './fault-kinds.ts'
import { publicUrlOf } from './public-url.ts'
import { placedAtOf, type QueueRequest } from './queue-request.ts'
import { countPlaced, findRequest, keepRequest, listWaiting } from './requests.ts'
import type { Services } from './services.ts'

/** Completes every accepted request. */
export type Renders = {
  /**
   * Starts composing once the key has a place left, and completes the request once its time has come and the
   * music is there. Without a composer a request of 0 s that has a place is complete when this returns.
   */
  begin(request: QueueRequest): void
  /** Completes it as soon as the music is there; does nothing if it is complete. */
  completeNow(request: QueueRequest): Promise<void>
  /** Takes it out of the queue: it completes as cancelled, unrendered and without a webhook. */
  cancelQueued(request: QueueRequest): void
  close(): void
}

export function openRenders({
  store,
  audio,
  faults,
  settings,
  composer,
}: Pick<Services, 'store' | 'audio' | 'faults' | 'settings'> & {
  composer: SongWriter | undefined
}): Renders {
  const composing = new Map<string, Promise<Uint8Array | Error>>()
  const timers = new Map<string, NodeJS.Timeout>()
  let closed = false

  function complete({ key, id }: QueueRequest, music: Uint8Array | Error): void {
    timers.delete(id)
    composing.delete(id)
    // It may have been cancelled, forgotten or reset while it was being composed.
    const request = findRequest(store, key, id)
    if (closed || request?.completedAt !== null) return
    const completed = { ...request, completedAt: Date.now(), answer: answerOf(request, music) }
    const webhooks = webhooksFor(completed, faults)
    store.write(key, (tx) => {
      tx.put('requests', completed)
      for (const webhook of webhooks) tx.put('deliveries', webhook)
    })
    placeNext(key)
  }

  /** The next ones in line get the places that are free. */
  function placeNext(key: string): void {
    const { concurrency } = settings.of(key)
    const [next] = listWaiting(store, key)
    if (closed || !next || countPlaced(store, key) >= (concurrency ?? Number.POSITIVE_INFINITY))
      return
    const placed = { ...next, placedAt: Date.now() }
    keepRequest(store, placed)
    compose(placed)
    placeNext(key)
  }

  function compose(request: QueueRequest): void {
    const since = placedAtOf(request) ?? request.createdAt
    const wait = since + request.renderMilliseconds - Date.now()
    if (!composer && wait <= 0) {
      complete(request, preparedSong(orderOf(request).encoding))
      return
    }
    composing.set(request.id, write(request, composer))
    timers.set(
      request.id,
      setTimeout(() => void completeNow(request), Math.max(0, wait)),
    )
  }

  function answerOf(request: QueueRequest, music: Uint8Array | Error): QueueRequest['answer'] {
    const fault = faults.take(request.key, RENDER_FAULTS)
    if (fault) return failureOf(fault)
    if (music instanceof Error) {
      console.error(`fal: the composer failed for request ${request.id}`, music)
      return RENDER_CRASHED
    }
    const { key } = request
    const { encoding, details } = orderOf(request)
    const file = audio.keep({ key, content: music, ...fileOf(encoding) })
    const elsewhere = faults.take(key, ['audio_other_host'])
    const url = elsewhere ? 'https://evil.example/x.mp3' : publicUrlOf(file)
    const { name: file_name, bytes: file_size, contentType: content_type } = file
    const audio_file = { url, content_type, file_name, file_size }
    if (faults.take(key, ['output_other_model'])) return { status: 200, body: { audio_file } }
    return { status: 200, body: { audio: audio_file, ...details } }
  }

  async function completeNow(request: QueueRequest): Promise<void> {
    clearTimeout(timers.get(request.id))
    if (findRequest(store, request.key, request.id)?.completedAt !== null) return
    const music = await (composing.get(request.id) ?? write(request, composer))
    complete(request, music)
  }

  return {
    begin(request) {
      if (placedAtOf(request) === null) placeNext(request.key)
      else compose(request)
    },
    completeNow,
    cancelQueued(request) {
      clearTimeout(timers.get(request.id))
      timers.delete(request.id)
      composing.delete(request.id)
      keepRequest(store, { ...request, completedAt: Date.now(), answer: CANCELLED })
      placeNext(request.key)
    },
    close() {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

async function write(
  request: QueueRequest,
  composer: SongWriter | undefined,
): Promise<Uint8Array | Error> {
  const { song, encoding } = orderOf(request)
  return await writeSong(composer, song, encoding)
}

/** What to make of an accepted request. Without a seed of its own, its id decides the seed. */
function orderOf({ id, endpoint: name, input }: QueueRequest): {
  song: SongRequest
  encoding: Encoding
  details: Record<string, unknown>
} {
  const endpoint: Endpoint | undefined = ENDPOINTS[name]
  // Only another version's journal can name an endpoint that isn't served.
  if (!endpoint) return { song: { prompt: '' }, encoding: {}, details: {} }
  const song = endpoint.songOf(input, hashText(id))
  return {
    song,
    encoding: endpoint.encodingOf(input),
    details: endpoint.detailsOf?.(song, input) ?? {},
  }
}

function fileOf({ format }: Encoding): { name: string; contentType: string } {
  return format === 'wav'
    ? { name: 'output.wav', contentType: 'audio/wav' }
    : { name: 'output.mp3', contentType: 'audio/mpeg' }
}
