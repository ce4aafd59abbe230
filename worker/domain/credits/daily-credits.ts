import type { DailyCredits } from '../../db/credits.ts'
import type { Config } from '../../env.ts'
import { CATALOGUE } from '../../providers/catalogue.ts'
import { priceTracks } from './credit-prices.ts'

/**
 * Today's free credits (days begin at midnight UTC): enough for `FREE_RENDERS_PER_DAY` tracks of the
 * model that `auto` picks; null where credits are sold.
 */
export function dailyCredits(
  config: Pick<Config, 'FREE_MODE' | 'FREE_RENDERS_PER_DAY'>,
  now: Date,
): DailyCredits | null {
  if (!config.FREE_MODE) return null
  const tracks = { seconds: null, variations: config.FREE_RENDERS_PER_DAY }
  return {
    day: now.toISOString().slice(0, 10),
    credits: priceTracks(CATALOGUE['minimax-music-2.5'], tracks),
  }
}
