import { hc } from 'hono/client'
import { createContext } from 'react-router'
import type { App } from '../../worker/app.ts'

/** The studio's API, typed by its routes: the pages' only way to data. */
export type Api = ReturnType<typeof hc<App>>

/** The API for loaders and actions on the server: called in process, as the person who asked for the page. */
export const apiContext = createContext<Api>()

/** The API for code that runs in the browser. */
export const browserApi: Api = hc<App>('/')
