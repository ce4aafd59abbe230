import { createApp } from './app.ts'
import { rescueJobs } from './cron/rescue-jobs.ts'
import { type Env, parseEnv } from './env.ts'
import { createPages } from './pages.ts'
import { consume } from './queues/index.ts'
import { openServices } from './services.ts'

const api = createApp()
const pages = createPages(api)

export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    const isForApi = pathname === '/api' || pathname.startsWith('/api/')
    return (isForApi ? api : pages).fetch(request, env, ctx)
  },
  queue(batch, env) {
    return consume(openServices(parseEnv(env)), batch)
  },
  scheduled(_controller, env) {
    return rescueJobs(openServices(parseEnv(env)))
  },
} satisfies ExportedHandler<Env>
