import type { Attempt } from '../../db/schema.ts'
import type { Engine } from '../../providers/model.ts'
import { AWAITED } from '../../states/attempt-states.ts'
import { FINAL_FAILURES, type JobFailure } from '../../states/job-failures.ts'

/** For each job and engine. */
export const BUSY_TRIES_MAX = 3

export type NextStep =
  /** An attempt is running, or an overdue one may still bring the music. */
  | { do: 'wait' }
  | { do: 'submit'; engines: [Engine, ...Engine[]] }
  | { do: 'fail'; failure: JobFailure }

/** Attempts come oldest first, engines preferred first. Each engine gets one chance, a few if busy. */
export function nextStep(
  engines: readonly Engine[],
  attempts: readonly Pick<
    Attempt,
    'provider' | 'endpoint' | 'status' | 'errorCode' | 'providerRequestId'
  >[],
): NextStep {
  if (attempts.some(({ status }) => AWAITED.includes(status))) return { do: 'wait' }
  const failures = attempts.flatMap(({ errorCode }) => errorCode ?? [])
  const final = failures.find((failure) => FINAL_FAILURES.includes(failure))
  if (final) return { do: 'fail', failure: final }
  const [first, ...others] = engines.filter((engine) => !isSpent(engine, attempts))
  if (first) return { do: 'submit', engines: [first, ...others] }
  const mayCome = attempts.some(
    ({ status, providerRequestId }) => status === 'overdue' && providerRequestId !== null,
  )
  if (mayCome) return { do: 'wait' }
  return { do: 'fail', failure: failures.at(-1) ?? 'provider_failed' }
}

function isSpent(
  { provider, endpoint }: Engine,
  attempts: readonly Pick<Attempt, 'provider' | 'endpoint' | 'status'>[],
): boolean {
  const mine = attempts.filter((each) => each.provider === provider && each.endpoint === endpoint)
  return mine.some(({ status }) => status !== 'deferred') || mine.length >= BUSY_TRIES_MAX
}
