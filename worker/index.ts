import { createApp } from './app.ts'
import { runCron } from './cron/index.ts'
import type { Env } from './env.ts'
import { withErrorReports } from './observability/with-error-reports.ts'
import { createPages } from './pages.ts'
import { consume } from './queues/index.ts'
import { servicesOf } from './services.ts'

const api = createApp()
const pages = createPages(api)

export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    const isForApi = pathname === '/api' || pathname.startsWith('/api/') || pathname === '/metrics'
    return withErrorReports(env, ctx, () => (isForApi ? api : pages).fetch(request, env, ctx))
  },
  queue(batch, env, ctx) {
    return withErrorReports(env, ctx, () => consume(servicesOf(env), batch))
  },
  scheduled({ cron }, env, ctx) {
    return withErrorReports(env, ctx, () => runCron(servicesOf(env), cron))
  },
} satisfies ExportedHandler<Env>
