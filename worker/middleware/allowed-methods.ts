import type { Hono } from 'hono'
import { METHOD_NAME_ALL } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'
import type { AppEnv } from '../app-env.ts'

const routers = new WeakMap<Hono<AppEnv>, TrieRouter<string>>()

/** The methods that a path takes; none where there is nothing. */
export function allowedMethods(app: Hono<AppEnv>, path: string): string[] {
  const router = routers.get(app) ?? routeMethods(app)
  routers.set(app, router)
  const [found] = router.match(METHOD_NAME_ALL, path)
  const methods = new Set(found.map(([method]) => method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort()
}

/** Every route but middleware, which takes all methods. */
function routeMethods({ routes }: Hono<AppEnv>): TrieRouter<string> {
  const router = new TrieRouter<string>()
  for (const { method, path } of routes)
    if (method !== METHOD_NAME_ALL) router.add(METHOD_NAME_ALL, path, method)
  return router
}
