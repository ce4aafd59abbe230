import type { DailyCredits } from '../../db/credits.ts'
import type { Config } from '../../env.ts'
import { AUTOMATIC } from '../../providers/catalogue.ts'
import { priceTracks } from './credit-prices.ts'

/** Pays a UTC day's `FREE_RENDERS_PER_DAY` tracks of any `auto` model; null where we sell credits. */
export function dailyCredits(
  config: Pick<Config, 'FREE_MODE' | 'FREE_RENDERS_PER_DAY' | 'MAIL_API_KEY'>,
  now: Date,
): DailyCredits | null {
  if (!config.FREE_MODE) return null
  const tracks = { seconds: null, variations: config.FREE_RENDERS_PER_DAY }
  return {
    confirmFirst: config.MAIL_API_KEY !== undefined,
    day: now.toISOString().slice(0, 10),
    credits: Math.max(...AUTOMATIC.map((model) => priceTracks(model, tracks))),
  }
}
