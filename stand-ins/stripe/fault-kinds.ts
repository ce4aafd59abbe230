import type { Faults } from '../kit/faults.ts'

/** Everything that can be made to go wrong with the next API request. */
export const FAULT_KINDS = [
  // The connection is cut before the request is executed, or after it, so that only the answer is lost.
  'down',
  'answer_lost',
  // Executed, but answered with a 500, also to later requests with its idempotency key.
  'error_500',
  // Refused without being executed.
  'rate_limited',
  'conflict',
  'http_error',
  // Executed after a while, during which its idempotency key is in use.
  'slow',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * `match`: only for requests whose path begins with it.
 * `ms`: how long `slow` takes; 1 s by default.
 * `status`, `type`, `code`: what `http_error` answers; by default a 503 of type `api_error`.
 */
export type FaultDetail = {
  match?: string
  ms?: number
  status?: number
  type?: string
  code?: string
}

/** Each key's faults. In memory only: a restart heals everything. */
export type StripeFaults = Faults<FaultKind, FaultDetail>

export type StripeFault = ReturnType<StripeFaults['list']>[number]

/** Uses up one firing of the key's oldest fault for this path. */
export function takeFault(
  faults: StripeFaults,
  key: string,
  path: string,
): StripeFault | undefined {
  const armed = faults.list(key)
  const wanted = armed.find(({ match = '' }) => path.startsWith(match))
  if (!wanted) return undefined
  faults.clear(key)
  for (const fault of armed) {
    const { kind, times, ...detail } = fault
    const left = fault === wanted ? times - 1 : times
    if (left > 0) faults.arm(key, kind, left, detail)
  }
  return wanted
}
