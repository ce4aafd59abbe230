import { type Env, parseReporting } from '../env.ts'
import { reportErrorsTo } from './error-reporter.ts'
import { logAlone, logError } from './log.ts'
import { openSentry } from './sentry.ts'

export function withErrorReports<T>(
  env: Env,
  ctx: ExecutionContext,
  work: () => T | Promise<T>,
): Promise<T> {
  const settings = parseReporting(env)
  return reportErrorsTo(settings ? openSentry(settings, ctx) : logAlone, async () => {
    try {
      return await work()
    } catch (error) {
      logError('unexpected_error', error)
      throw error
    }
  })
}
