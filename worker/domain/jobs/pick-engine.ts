import { isHealthy } from '../../cache/engine-circuits.ts'
import type { Engine } from '../../providers/model.ts'
import type { Services } from '../../services.ts'

/** The first that isn't failing now; the first of all if each is, or if Redis can't be asked. */
export async function pickEngine(
  { redis }: Pick<Services, 'redis'>,
  [first, ...others]: [Engine, ...Engine[]],
): Promise<Engine> {
  if (others.length === 0) return first
  for (const engine of [first, ...others])
    if (await isHealthy(redis, engine).catch(() => true)) return engine
  return first
}
