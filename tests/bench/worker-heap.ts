/** How long to wait for an answer of the inspector, which a busy Worker delays. */
const ANSWER_SECONDS_MAX = 90
/** Miniflare's name for the isolate of our Worker. */
const OUR_ISOLATE = 'core:user:soundfoundry'

/**
 * Bytes of JavaScript objects that our Worker still holds after a garbage collection. Miniflare's
 * queues and buckets have isolates of their own. Asks the inspector by the Chrome DevTools Protocol. An
 * idle Worker collects nothing, so `wake` must make a request to it.
 */
export async function workerHeap(inspectorUrl: URL, wake: () => Promise<unknown>): Promise<number> {
  const targets = await fetch(`http://${inspectorUrl.host}/json`)
  const isolates = (await targets.json()) as { id: string; webSocketDebuggerUrl: string }[]
  const ours = isolates.find(({ id }) => id === OUR_ISOLATE)
  if (!ours) throw new Error('The inspector does not list our Worker.')
  const socket = new WebSocket(ours.webSocketDebuggerUrl)
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('The inspector hung up.')))
    })
    await ask(socket, 'HeapProfiler.enable')
    const collected = ask(socket, 'HeapProfiler.collectGarbage')
    await wake()
    await collected
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
