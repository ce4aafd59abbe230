import type { Failure } from './errors.ts'

/** One accepted submission, exactly as it is kept on disk. Times are Unix milliseconds. */
export type QueueRequest = {
  id: string
  /** The FAL key that submitted it; no other key can see it. */
  key: string
  /** The full endpoint id, such as `fal-ai/minimax-music/v2.5`. */
  endpoint: string
  input: Record<string, unknown>
  /** The submit call's `x-fal-*` and `x-app-fal-*` headers, such as the queue priority. */
  headers: Record<string, string>
  webhookUrl: string | null
  createdAt: number
  /**
   * When it got one of the places that the key's concurrency limit leaves; null while it waits for one. Older
   * journals lack it.
   */
  placedAt?: number | null
  renderMilliseconds: number
  cancelRequestedAt: number | null
  completedAt: number | null
  /** What the result call answers; null until the request is completed. */
  answer: { status: 200; body: { audio: AudioFile } | { audio_file: AudioFile } } | Failure | null
  /** As if it had never existed: every call is a 404, and it sends no webhook. */
  forgotten: boolean
}

const RESULT_KEPT_MILLISECONDS = 60 * 60_000

/** FAL keeps a result for an hour. */
export function isForgotten({ forgotten, completedAt }: QueueRequest, now: number): boolean {
  return forgotten || (completedAt !== null && completedAt + RESULT_KEPT_MILLISECONDS <= now)
}

/** As it would be an hour after its end. */
export function expired(request: QueueRequest): QueueRequest {
  const { completedAt } = request
  return completedAt === null
    ? request
    : { ...request, completedAt: completedAt - RESULT_KEPT_MILLISECONDS }
}

/** A file as a model's output names it. */
export type AudioFile = { url: string; content_type: string; file_name: string; file_size: number }

export type Log = { timestamp: string; level: 'INFO'; source: 'USER'; message: string }

export type Progress =
  | { status: 'IN_QUEUE'; queuePosition: number }
  | { status: 'IN_PROGRESS'; logs: Log[] }
  | { status: 'COMPLETED'; logs: Log[]; inferenceSeconds: number }

export function placedAtOf({ placedAt, createdAt }: QueueRequest): number | null {
  return placedAt === undefined ? createdAt : placedAt
}

const QUEUED_SHARE = 0.25
const QUEUE_PLACES = 3

/**
 * Where the request stands: in line for a place behind `ahead` others, then queued for the first quarter of its
 * time, then rendering.
 */
export function progressOf(request: QueueRequest, now: number, ahead = 0): Progress {
  const placedAt = placedAtOf(request)
  if (placedAt === null && request.completedAt === null)
    return { status: 'IN_QUEUE', queuePosition: QUEUE_PLACES + ahead }
  const since = placedAt ?? request.createdAt
  const queuedMilliseconds = request.renderMilliseconds * QUEUED_SHARE
  const startsAt = since + queuedMilliseconds
  if (request.completedAt !== null) {
    const inferenceSeconds = Math.max(0, request.completedAt - startsAt) / 1000
    return { status: 'COMPLETED', logs: logsUntil(request, request.completedAt), inferenceSeconds }
  }
  if (now < startsAt) {
    const waited = (now - since) / queuedMilliseconds
    const queuePosition = QUEUE_PLACES - 1 - Math.floor(waited * QUEUE_PLACES)
    return { status: 'IN_QUEUE', queuePosition: Math.max(0, queuePosition) }
  }
  return { status: 'IN_PROGRESS', logs: logsUntil(request, now) }
}

/** The lines written so far; they stop at 90 % until the music is there. */
function logsUntil(request: QueueRequest, now: number): Log[] {
  const startsAt =
    (placedAtOf(request) ?? request.createdAt) + request.renderMilliseconds * QUEUED_SHARE
  const spanMilliseconds = request.renderMilliseconds * (1 - QUEUED_SHARE)
  return LOG_LINES.map((message, index) => ({
    message,
    at: startsAt + (spanMilliseconds * index) / LOG_LINES.length,
  }))
    .filter(({ at }) => at <= now)
    .map(({ message, at }) => ({
      timestamp: new Date(at).toISOString(),
      level: 'INFO',
      source: 'USER',
      message,
    }))
}

const LOG_LINES = [
  'Composing…',
  ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((percent) => `Rendering audio ${percent}%`),
]
