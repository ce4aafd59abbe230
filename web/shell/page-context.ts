import { createContext } from 'react-router'

/** The only inline scripts that a browser may run in this page are those that carry it. */
export const nonceContext = createContext<string>()

/** Takes an error that nobody expected while a page was made. Never throws. */
export const reportContext = createContext<(error: unknown) => void>()
