import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { dailyCredits } from '../domain/credits/daily-credits.ts'
import { PACKS } from '../states/packs.ts'

export const pricing = new Hono<AppEnv>().get('/', (c) => {
  const { config, now } = c.var.services
  const daily = dailyCredits(config, now())
  return c.json({
    signupCredits: config.SIGNUP_CREDITS,
    packs: daily ? [] : PACKS,
    free: daily
      ? {
          creditsPerDay: daily.credits,
          durationSecondsMax: config.FREE_DURATION_SECONDS_MAX,
        }
      : null,
  })
})
