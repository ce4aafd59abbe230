import { AsyncLocalStorage } from 'node:async_hooks'

/** The services that the Worker waits for. */
export type Port = 'postgres' | 'redis' | 'queue' | 'provider' | 'files' | 'bucket' | 'stripe'

/** Why a request fails. Any other error is a mistake of the simulation's own. */
export class Unreachable extends Error {}

/** Something that the Worker asks of the world. */
export type Request<Answer> = {
  port: Port
  /** For the trace. */
  name: string
  /** Lets it happen, and answers. */
  happen(): Answer | Promise<Answer>
  /** What the caller gets, or has thrown at it, when no answer comes. */
  lost(): Answer
}

/** An await point: a request that an invocation waits for. */
export type Await = {
  invocation: Invocation
  request: Request<unknown>
  since: number
  /** The number of this await in the schedule. */
  number: number
  /** How the answer is passed on once it has happened; null before. */
  answer: (() => void) | null
  settle: { resolve(answer: unknown): void; reject(error: unknown): void }
}

/** How an invocation ended. */
export type End<Answer> =
  | { how: 'done'; answer: Answer }
  | { how: 'failed'; error: unknown }
  | { how: 'died' }

/** One run of the Worker: a request, a batch of messages or a cron round. */
export type Invocation = {
  name: string
  /** Something went wrong in it. */
  isDisturbed: boolean
  state: 'running' | 'ended' | 'dead'
  since: number
  awaits: Set<Await>
  ended(end: End<unknown>): void
}

/** The invocation that the running code belongs to. */
export const invocations = new AsyncLocalStorage<Invocation>()
