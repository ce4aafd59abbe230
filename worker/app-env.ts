import type { Env } from './env.ts'
import type { Services } from './services.ts'

export type User = { id: string; name: string; email: string }

export type AppEnv = {
  Bindings: Env
  Variables: {
    requestId: string
    services: Services
    user: User | null
  }
}

export type SignedInEnv = AppEnv & { Variables: { user: User } }
