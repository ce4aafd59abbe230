import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** Longer than any pause between requests: a client reports a socket closed while idle as a network error. */
const KEEP_ALIVE_MILLISECONDS = 10 * 60_000

type FetchCallback = Parameters<typeof createAdaptorServer>[0]['fetch']

/** A stand-in that is listening. `close` cuts every connection and gives the port back. */
export type LocalServer = { url: string; close(): Promise<void> }

/** Serves on 127.0.0.1 only, on a free port unless one is given. Rejects with a sentence if it is taken. */
export async function serveLocally(fetch: FetchCallback, port = 0): Promise<LocalServer> {
  // Without createServer or http2 options the adaptor builds a plain HTTP/1.1 server.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS
  await listen(server, port)
  // A server that listens on TCP has an AddressInfo.
  const address = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(server) }
}

/** Ends the exchange as a broken network would: no status, no body. Return its value from the route. */
export function cutConnection(incoming: IncomingMessage): Response {
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`Port ${port} is taken by another program.`) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
