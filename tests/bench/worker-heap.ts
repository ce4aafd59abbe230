/** What we may wait for an answer of the inspector, which a busy Worker keeps waiting. */
const ANSWER_SECONDS_MAX = 90

/**
 * Bytes of JavaScript objects that our Worker still holds once its garbage is collected: what it keeps,
 * not what it used. Miniflare's queues and buckets, in the cloud's place, have isolates of their own.
 * Asks the inspector of `wrangler dev` by the Chrome DevTools Protocol.
 */
export async function workerHeap(inspectorPort: number): Promise<number> {
  const targets = await fetch(`http://127.0.0.1:${inspectorPort}/json`)
  const [target] = (await targets.json()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('The inspector knows no Worker.')
  // wrangler lets in who comes from this machine; Node takes headers, which the web's type doesn't know.
  const fromHere = { headers: { origin: 'http://localhost' } } as unknown as string[]
  const socket = new WebSocket(target.webSocketDebuggerUrl, fromHere)
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('The inspector hung up.')))
    })
    await ask(socket, 'HeapProfiler.enable')
    await ask(socket, 'HeapProfiler.collectGarbage')
    const { usedSize } = await ask<{ usedSize: number }>(socket, 'Runtime.getHeapUsage')
    return usedSize
  } finally {
    socket.close()
  }
}

function ask<Answer = unknown>(socket: WebSocket, method: string): Promise<Answer> {
  const id = Math.floor(Math.random() * 2 ** 31)
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`The inspector did not answer ${method}.`))
    const timer = setTimeout(late, ANSWER_SECONDS_MAX * 1000)
    const listen = ({ data }: MessageEvent<string>) => {
      const message = JSON.parse(data) as { id?: number; result: Answer }
      if (message.id !== id) return
      clearTimeout(timer)
      socket.removeEventListener('message', listen)
      resolve(message.result)
    }
    socket.addEventListener('message', listen)
    socket.send(JSON.stringify({ id, method }))
  })
}
