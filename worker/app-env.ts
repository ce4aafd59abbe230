import type { Env } from './env.ts'
import type { Services } from './services.ts'

export type User = { id: string; name: string; email: string }

/** What every handler of the API finds in its context. */
export type AppEnv = {
  Bindings: Env
  Variables: {
    requestId: string
    services: Services
    /** The signed-in person; `requireUser` narrows the null away. */
    user: User | null
  }
}

/** The same behind `requireUser`. */
export type SignedInEnv = AppEnv & { Variables: { user: User } }
