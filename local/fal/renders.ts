import { PREPARED_MP3, type SongWriter, writeSong } from '../composer/write-song.ts'
import type { AudioStore } from '../file-host/audio-store.ts'
import { webhooksFor } from './completion-webhooks.ts'
import { bitrateKbpsOf, ENDPOINTS } from './endpoints.ts'
import { CANCELLED, RENDER_CRASHED } from './errors.ts'
import { type FalFaults, refusalOf } from './fault-kinds.ts'
import { publicUrlOf } from './public-url.ts'
import type { QueueRequest } from './queue-request.ts'
import type { RequestStore } from './request-store.ts'
import type { WebhookDeliveries } from './webhook-deliveries.ts'

/** Brings every accepted request to its completion. */
export type Renders = {
  /**
   * Starts composing, and completes the request when both its time has come and the music is
   * written. Without a composer a request of 0 s is complete when this returns.
   */
  begin(request: QueueRequest): void
  /** Completes it as soon as the music is written; nothing happens when it already is. */
  completeNow(request: QueueRequest): Promise<void>
  /** Takes it out of the queue: it completes as cancelled, unrendered and without a webhook. */
  cancelQueued(request: QueueRequest): void
  close(): void
}

export function openRenders(services: {
  store: RequestStore
  audio: AudioStore
  faults: FalFaults
  webhooks: WebhookDeliveries
  composer: SongWriter | undefined
}): Renders {
  const { store, audio, faults, webhooks, composer } = services
  const composing = new Map<string, Promise<Uint8Array | Error>>()
  const timers = new Map<string, NodeJS.Timeout>()
  let closed = false

  function complete(request: QueueRequest, mp3: Uint8Array | Error): void {
    timers.delete(request.id)
    composing.delete(request.id)
    // It may have been cancelled or reset away while the music was being written.
    if (closed || request.completedAt !== null || store.find(request.id) !== request) return
    request.completedAt = Date.now()
    request.answer = answerOf(request, mp3)
    request.webhooks = webhooksFor(request, faults)
    store.save(request)
    webhooks.schedule(request)
  }

  function answerOf(request: QueueRequest, mp3: Uint8Array | Error): QueueRequest['answer'] {
    const fault = faults.take(request.key, ['render_422', 'render_500'])
    if (fault?.kind === 'render_422') return refusalOf(fault)
    if (fault?.kind === 'render_500') return RENDER_CRASHED
    if (mp3 instanceof Error) {
      console.error(`fal: the composer failed for request ${request.id}`, mp3)
      return RENDER_CRASHED
    }
    const { key } = request
    const contentType = 'audio/mpeg'
    const file = audio.keep({ key, name: 'output.mp3', contentType, content: mp3 })
    const elsewhere = faults.take(key, ['audio_other_host'])
    const url = elsewhere ? 'https://evil.example/x.mp3' : publicUrlOf(file)
    const { name: file_name, bytes: file_size } = file
    return {
      status: 200,
      body: { audio: { url, content_type: contentType, file_name, file_size } },
    }
  }

  async function completeNow(request: QueueRequest): Promise<void> {
    clearTimeout(timers.get(request.id))
    const mp3 = await composing.get(request.id)
    if (mp3) complete(request, mp3)
  }

  return {
    begin(request) {
      const wait = request.createdAt + request.renderMilliseconds - Date.now()
      if (!composer && wait <= 0) return complete(request, PREPARED_MP3)
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
      request.completedAt = Date.now()
      request.answer = CANCELLED
      store.save(request)
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
  const composition = ENDPOINTS[request.endpoint]?.compositionOf(request.input)
  if (!composition) return PREPARED_MP3
  return await writeSong(composer, composition, bitrateKbpsOf(request.input))
}
