import { isHealthy } from '../../cache/engine-circuits.ts'
import type { Engine } from '../../providers/model.ts'
import type { Services } from '../../services.ts'

/**
 * The first of these engines that isn't failing right now; when all are, or nobody can tell, the
 * first. An only one is taken without asking.
 */
export async function pickEngine(
  { redis }: Pick<Services, 'redis'>,
  [first, ...others]: [Engine, ...Engine[]],
): Promise<Engine> {
  if (others.length === 0) return first
  for (const engine of [first, ...others])
    if (await isHealthy(redis, engine).catch(() => true)) return engine
  return first
}
