import { hc } from 'hono/client'
import { createContext } from 'react-router'
import type { App } from '../../worker/app.ts'

/** The studio's API, typed by its routes. Pages have no other way to anything. */
export type Api = ReturnType<typeof hc<App>>

/** The API as loaders and actions call it while rendering on the server: in process, as the person who asked. */
export const apiContext = createContext<Api>()

/** The API as the browser calls it. */
export const browserApi: Api = hc<App>('/')
