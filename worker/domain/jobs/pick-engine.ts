import { isHealthy } from '../../cache/engine-circuits.ts'
import type { Engine } from '../../providers/model.ts'
import type { Services } from '../../services.ts'

/** The first healthy engine; the first of all if none is, or if Redis doesn't answer. */
export async function pickEngine(
  { redis }: Pick<Services, 'redis'>,
  [first, ...others]: [Engine, ...Engine[]],
): Promise<Engine> {
  if (others.length === 0) return first
  for (const engine of [first, ...others])
    if (await isHealthy(redis, engine).catch(() => true)) return engine
  return first
}
