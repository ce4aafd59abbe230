/** How handling a message went. The queue loop acks and retries by it. */
export type Outcome = { done: true } | { retryAfterSeconds: number } | { dropBecause: string }

export const DONE: Outcome = { done: true }
