import { createServer } from 'node:net'

/** Throws one sentence that names the first port another program listens on. */
export async function refuseTakenPorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(port)))
      throw new Error(`Port ${port} is taken by another program: end it, or choose another PORT.`)
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
