import type { Faults } from '../kit/faults.ts'

/** Everything that can be made to go wrong with the next API request. */
export const FAULT_KINDS = [
  // The connection is cut: before anything is executed, or after, so that only the answer is lost.
  'down',
  'answer_lost',
  // Executed, yet the answer is a 500, which its idempotency key answers from then on.
  'error_500',
  // Refused before anything is executed.
  'rate_limited',
  'conflict',
  'http_error',
  // Executed after a while; meanwhile its idempotency key is in use.
  'slow',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * `match`: only requests whose path begins with it.
 * `ms`: how long `slow` takes; 1 s when not said.
 * `status`, `type`, `code`: what `http_error` answers; a 503 of type `api_error` when not said.
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

/** Uses up one firing of the key's oldest fault that is meant for this path. */
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
