/** How handling a message went; the queue loop alone acks and retries by it. */
export type Outcome = { done: true } | { retryAfterSeconds: number } | { dropBecause: string }

export const DONE: Outcome = { done: true }
