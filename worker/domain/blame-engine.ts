import { countFailure } from '../cache/engine-circuits.ts'
import type { Attempt } from '../db/schema.ts'
import { logPassingError } from '../observability/log.ts'
import type { Services } from '../services.ts'

/** Counts an attempt that brought nothing against its engine. Failing to is harmless. */
export async function blameEngine(
  { redis }: Pick<Services, 'redis'>,
  attempt: Attempt,
): Promise<void> {
  await countFailure(redis, attempt).catch((error) =>
    logPassingError('circuit_not_counted', error, { attemptId: attempt.id }),
  )
}
