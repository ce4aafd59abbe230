import { type ClientRequestOptions, hc } from 'hono/client'
import { createContext } from 'react-router'
import type { App } from '../../worker/app.ts'
import type { ErrorAnswer } from '../../worker/middleware/errors.ts'

/** The studio's API, typed by its routes: the pages' only way to data. */
export type Api = ReturnType<typeof hc<App>>

/** The API for loaders and actions on the server: called in process, as the person who asked for the page. */
export const apiContext = createContext<Api>()

/** The API for code that runs in the browser. */
export const browserApi: Api = openApi('/')

/**
 * The API at an address. Its ids and keys come from addresses and forms, and the library puts them into paths
 * and headers as they are: one that could lead anywhere else is answered here, as the API would, and not sent.
 */
export function openApi(address: string, options: ClientRequestOptions = {}): Api {
  return checkCalls(hc<App>(address, options))
}

type Asked = { param?: Record<string, string>; header?: Record<string, string> }

function checkCalls<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name)
      return typeof part === 'function' ? checkCalls(part) : part
    },
    apply(call, self, given: [asked?: Asked, ...more: unknown[]]) {
      const refusal = refuse(given[0])
      // Everything that can be called in the library's client is a function.
      return refusal
        ? Promise.resolve(refusal)
        : Reflect.apply(call as unknown as (...given: unknown[]) => unknown, self, given)
    },
  })
}

const ID = /^[\w-]{1,100}$/
/** What a header can carry on its way through everything between here and there. */
const KEY = /^[\x20-\x7e]{0,200}$/

function refuse({ param = {}, header = {} }: Asked = {}): Response | null {
  if (!Object.values(param).every((id) => ID.test(id)))
    return answer(404, { code: 'not_found', message: 'There is nothing here.' })
  const wrong = Object.entries(header).find(([, key]) => !KEY.test(key))?.[0]
  if (wrong === undefined) return null
  const message = 'This form is broken. Load the page again.'
  return answer(400, { code: 'invalid', message, fields: { [wrong]: message } })
}

function answer(status: number, error: Omit<ErrorAnswer['error'], 'requestId'>): Response {
  return Response.json({ error: { ...error, requestId: '' } } satisfies ErrorAnswer, { status })
}
