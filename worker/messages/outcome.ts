export type Outcome = { done: true } | { retryAfterSeconds: number } | { dropBecause: string }

export const DONE: Outcome = { done: true }
