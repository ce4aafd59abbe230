import { EventEmitter, once } from 'node:events'
import { PREPARED_MP3, type SongWriter, writeSong } from '../composer/write-song.ts'
import { endPrediction } from './end-prediction.ts'
import { findModel } from './models.ts'
import { type Prediction, startsAt } from './prediction.ts'
import { wantsEvent, webhooksFor } from './prediction-webhooks.ts'
import { logTimes } from './progress-logs.ts'
import type { Services } from './services.ts'

/** Ends every accepted prediction. */
export type Renders = {
  /**
   * Starts composing, and ends the prediction once its time has come and the music is there, or when
   * its deadline passes. Without a composer one of 0 s has ended when this returns.
   */
  begin(token: string, prediction: Prediction): void
  /** Ends it as soon as the music is there; does nothing if it has ended. */
  completeNow(token: string, id: string): Promise<void>
  /** Ends it unrendered; does nothing if it has ended. */
  cancel(token: string, id: string): void
  /** Resolves when it has ended, or after so many seconds. */
  waitForEnd(token: string, id: string, seconds: number): Promise<void>
  close(): void
}

/** The least time between two `logs` webhooks. */
const LOGS_PAUSE_MILLISECONDS = 500

type RenderServices = Pick<Services, 'store' | 'audio' | 'faults'>

export function openRenders(
  services: RenderServices & { composer: SongWriter | undefined },
): Renders {
  const { store, composer } = services
  const composing = new Map<string, Promise<Uint8Array | Error>>()
  const timers = new Map<string, NodeJS.Timeout[]>()
  const ends = new EventEmitter().setMaxListeners(0)
  let closed = false

  const findRunning = (token: string, id: string) => {
    const prediction = store.read(token).find('predictions', id)
    if (closed || prediction?.outcome !== null || prediction.forgotten) return undefined
    return prediction
  }

  /** `how` is the music, why there is none, or why it is no longer wanted. */
  function end(token: string, id: string, how: Uint8Array | Error | 'canceled' | 'deadline'): void {
    for (const timer of timers.get(id) ?? []) clearTimeout(timer)
    timers.delete(id)
    composing.delete(id)
    // It may have been canceled or reset while it was being composed.
    const prediction = findRunning(token, id)
    if (prediction) endPrediction(services, token, prediction, how)
    ends.emit(id)
  }

  async function completeNow(token: string, id: string): Promise<void> {
    const mp3 = await composing.get(id)
    if (mp3) end(token, id, mp3)
  }

  function announce(token: string, id: string, event: 'start' | 'logs'): void {
    const prediction = findRunning(token, id)
    if (!prediction) return
    const webhooks = webhooksFor(prediction, event, { now: Date.now() })
    store.write(token, (tx) => {
      for (const webhook of webhooks) tx.put('deliveries', webhook)
    })
  }

  return {
    begin(token, prediction) {
      const { id, createdAt, renderMilliseconds, deadlineAt } = prediction
      const readyAt = createdAt + renderMilliseconds
      if (!composer && readyAt <= Date.now()) return end(token, id, PREPARED_MP3)
      composing.set(id, compose(prediction, composer))
      const at = (time: number, act: () => void) => setTimeout(act, Math.max(0, time - Date.now()))
      timers.set(id, [
        at(readyAt, () => void completeNow(token, id)),
        ...(deadlineAt === null ? [] : [at(deadlineAt, () => end(token, id, 'deadline'))]),
        ...progressEvents(prediction).map(({ time, event }) =>
          at(time, () => announce(token, id, event)),
        ),
      ])
    },
    completeNow,
    cancel: (token, id) => end(token, id, 'canceled'),
    async waitForEnd(token, id, seconds) {
      if (!findRunning(token, id)) return
      await once(ends, id, { signal: AbortSignal.timeout(seconds * 1000) }).catch(() => undefined)
    },
    close() {
      closed = true
      for (const timer of [...timers.values()].flat()) clearTimeout(timer)
    },
  }
}

/** The events that a prediction still has before its end, and when. */
function progressEvents(prediction: Prediction): { time: number; event: 'start' | 'logs' }[] {
  const start = { time: startsAt(prediction), event: 'start' as const }
  const logs: { time: number; event: 'logs' }[] = []
  for (const time of logTimes(prediction))
    if (time >= (logs.at(-1)?.time ?? 0) + LOGS_PAUSE_MILLISECONDS)
      logs.push({ time, event: 'logs' })
  const now = Date.now()
  return [start, ...logs].filter(({ time, event }) => time >= now && wantsEvent(prediction, event))
}

async function compose(
  { model: name, input }: Prediction,
  composer: SongWriter | undefined,
): Promise<Uint8Array | Error> {
  const model = findModel(name)
  if (!model || model.refuse?.(input)) return PREPARED_MP3
  return await writeSong(composer, model.songOf(input), { bitrateKbps: model.bitrateKbpsOf(input) })
}
