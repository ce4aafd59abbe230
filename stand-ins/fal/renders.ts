import type { Encoding } from '../composer/encode-song.ts'
import { hashText } from '../composer/seeded-random.ts'
import type { SongRequest } from '../composer/song-wishes.ts'
import { preparedSong, type SongWriter, writeSong } from '../composer/write-song.ts'
import { webhooksFor } from './completion-webhooks.ts'
import { ENDPOINTS, type Endpoint } from './endpoints.ts'
import { CANCELLED, RENDER_CRASHED } from './errors.ts'
import { refusalOf } from './fault-kinds.ts'
import { publicUrlOf } from './public-url.ts'
import type { QueueRequest } from './queue-request.ts'
import { findRequest, keepRequest } from './requests.ts'
import type { Services } from './services.ts'

/** Completes every accepted request. */
export type Renders = {
  /**
   * Starts composing, and completes the request once its time has come and the music is there.
   * Without a composer a request of 0 s is complete when this returns.
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
  composer,
}: Pick<Services, 'store' | 'audio' | 'faults'> & { composer: SongWriter | undefined }): Renders {
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
  }

  function answerOf(request: QueueRequest, music: Uint8Array | Error): QueueRequest['answer'] {
    const fault = faults.take(request.key, ['render_422', 'render_500'])
    if (fault?.kind === 'render_422') return refusalOf(fault)
    if (fault?.kind === 'render_500') return RENDER_CRASHED
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
    return { status: 200, body: { audio: { url, content_type, file_name, file_size }, ...details } }
  }

  async function completeNow(request: QueueRequest): Promise<void> {
    clearTimeout(timers.get(request.id))
    const music = await composing.get(request.id)
    if (music) complete(request, music)
  }

  return {
    begin(request) {
      const wait = request.createdAt + request.renderMilliseconds - Date.now()
      if (!composer && wait <= 0) return complete(request, preparedSong(orderOf(request).encoding))
      composing.set(request.id, compose(request, composer))
      timers.set(
        request.id,
        setTimeout(() => void completeNow(request), Math.max(0, wait)),
      )
    },
    completeNow,
    cancelQueued(request) {
      clearTimeout(timers.get(request.id))
      timers.delete(request.id)
      composing.delete(request.id)
      keepRequest(store, { ...request, completedAt: Date.now(), answer: CANCELLED })
    },
    close() {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

async function compose(
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
