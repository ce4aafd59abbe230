import type { Connection, Try } from './connection.ts'

/** Of React Router's manifest: where the code of each route is. */
export type RouteFiles = {
  module: string
  imports?: string[] | undefined
  css?: string[] | undefined
}

/**
 * React Router reloads the document when a route's code can't be loaded, which offline would end the app
 * and its music. It first looks whether `modules` has the route: this has every route, and answers
 * those that aren't loaded yet with a promise that waits for the connection.
 */
export function guardCode<Module extends object>(
  modules: Record<string, Module>,
  load: (routeId: string) => Promise<Module>,
): Record<string, Module> {
  let asked: string | symbol | null = null
  return new Proxy(modules, {
    has(known, routeId) {
      asked = routeId
      return routeId in known || typeof routeId === 'string'
    },
    get(known, routeId) {
      const isWanted = asked === routeId
      asked = null
      if (isWanted && typeof routeId === 'string' && !(routeId in known)) return load(routeId)
      return Reflect.get(known, routeId)
    },
  })
}

/** Fetches all files of a route, so that importing it can't fail. False where one is gone for good. */
export async function fetchFiles(
  connection: Connection,
  { module, imports = [], css = [] }: RouteFiles,
): Promise<boolean> {
  const files = [module, ...imports, ...css]
  const found = await Promise.all(files.map((file) => connection.keepTrying(() => fetchFile(file))))
  return !found.includes('gone')
}

async function fetchFile(file: string): Promise<Try<'kept' | 'gone'>> {
  try {
    const answer = await fetch(file)
    if (answer.status === 404) return { answer: 'gone' }
    // The browser keeps what was read to its end.
    await answer.arrayBuffer()
    return answer.ok ? { answer: 'kept' } : { trouble: 'away' }
  } catch {
    return { trouble: 'away' }
  }
}
