import type { Failure } from './errors.ts'

/** One accepted submission, exactly as it is kept on disk. Times are Unix milliseconds. */
export type QueueRequest = {
  id: string
  /** The FAL key that submitted it; no other key can see it. */
  key: string
  /** The full endpoint id, such as `fal-ai/minimax-music/v2.5`. */
  endpoint: string
  input: Record<string, unknown>
  /** The submit call's `x-fal-*` headers, such as the queue priority. */
  headers: Record<string, string>
  webhookUrl: string | null
  createdAt: number
  renderMilliseconds: number
  cancelRequestedAt: number | null
  completedAt: number | null
  /** What the result call answers; null until the request is completed. */
  answer: { status: 200; body: { audio: AudioFile } } | Failure | null
  /** As if it had never existed: every call is a 404, and it sends no webhook. */
  forgotten: boolean
}

/** A file as a model's output names it. */
export type AudioFile = { url: string; content_type: string; file_name: string; file_size: number }

export type Log = { timestamp: string; level: 'INFO'; source: 'USER'; message: string }

export type Progress =
  | { status: 'IN_QUEUE'; queuePosition: number }
  | { status: 'IN_PROGRESS'; logs: Log[] }
  | { status: 'COMPLETED'; logs: Log[]; inferenceSeconds: number }

const QUEUED_SHARE = 0.25
const QUEUE_PLACES = 3

/** Where the request stands: queued for the first quarter of its time, then rendering. */
export function progressOf(request: QueueRequest, now: number): Progress {
  const queuedMilliseconds = request.renderMilliseconds * QUEUED_SHARE
  const startsAt = request.createdAt + queuedMilliseconds
  if (request.completedAt !== null) {
    const inferenceSeconds = Math.max(0, request.completedAt - startsAt) / 1000
    return { status: 'COMPLETED', logs: logsUntil(request, request.completedAt), inferenceSeconds }
  }
  if (now < startsAt) {
    const waited = (now - request.createdAt) / queuedMilliseconds
    const queuePosition = QUEUE_PLACES - 1 - Math.floor(waited * QUEUE_PLACES)
    return { status: 'IN_QUEUE', queuePosition: Math.max(0, queuePosition) }
  }
  return { status: 'IN_PROGRESS', logs: logsUntil(request, now) }
}

/** The lines written so far; they stop at 90 % until the music is there. */
function logsUntil(request: QueueRequest, now: number): Log[] {
  const startsAt = request.createdAt + request.renderMilliseconds * QUEUED_SHARE
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
