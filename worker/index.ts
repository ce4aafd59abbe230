import { createApp } from './app.ts'
import { rescueJobs } from './cron/rescue-jobs.ts'
import { type Env, parseEnv } from './env.ts'
import { servePages } from './pages.ts'
import { consume } from './queues/index.ts'
import { openServices } from './services.ts'

const app = createApp()

export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    return pathname === '/api' || pathname.startsWith('/api/')
      ? app.fetch(request, env, ctx)
      : servePages(app, request, env, ctx)
  },
  queue(batch, env) {
    return consume(openServices(parseEnv(env)), batch)
  },
  scheduled(_controller, env) {
    return rescueJobs(openServices(parseEnv(env)))
  },
} satisfies ExportedHandler<Env>
