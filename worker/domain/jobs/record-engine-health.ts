import { clearFailures, countFailure } from '../../cache/engine-circuits.ts'
import type { Attempt } from '../../db/schema.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

type Judge = Pick<Services, 'redis'>

/** Counts an attempt that brought nothing against its engine. Failing to is harmless. */
export async function recordFailure({ redis }: Judge, attempt: Attempt): Promise<void> {
  await countFailure(redis, attempt).catch((error) =>
    logPassingError('circuit_not_counted', error, { attemptId: attempt.id }),
  )
}

/** Its engine works: what was counted against it is forgotten. Failing to is harmless. */
export async function recordSuccess({ redis }: Judge, attempt: Attempt): Promise<void> {
  await clearFailures(redis, attempt).catch((error) =>
    logPassingError('circuit_not_cleared', error, { attemptId: attempt.id }),
  )
}
