import { clearFailures, countFailure } from '../../cache/engine-circuits.ts'
import type { Attempt } from '../../db/schema.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

type Judge = Pick<Services, 'redis'>

export async function recordFailure({ redis }: Judge, attempt: Attempt): Promise<void> {
  await countFailure(redis, attempt).catch((error) =>
    logPassingError('circuit_not_counted', error, { attemptId: attempt.id }),
  )
}

export async function recordSuccess({ redis }: Judge, attempt: Attempt): Promise<void> {
  await clearFailures(redis, attempt).catch((error) =>
    logPassingError('circuit_not_cleared', error, { attemptId: attempt.id }),
  )
}
