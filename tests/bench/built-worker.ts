import { execFile } from 'node:child_process'
import { createWriteStream, globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readMiniflareOptions } from 'wrangler'
import '../../local/no-calls-home.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BUILT = join(ROOT, 'build/server')
const MAIN = join(BUILT, 'index.js')

/**
 * Builds the Worker and serves it in workerd without a proxy, with the queues, bucket and static files
 * of `wrangler.toml` and the given settings. A cron fires when its path is fetched. Its log is in
 * `worker.log`, and what it stores is beside it.
 */
export async function serveBuiltWorker({
  folder,
  port,
  settings,
}: {
  folder: string
  port: number
  settings: Record<string, string>
}): Promise<{ inspectorUrl: URL; close(): Promise<void> }> {
  await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT })
  // The build writes it from wrangler.toml.
  const { workerOptions } = readMiniflareOptions(join(BUILT, 'wrangler.json'))
  // The rules would find modules, but these are listed below, and Miniflare refuses both.
  const { modulesRules: _, ...options } = workerOptions
  const log = createWriteStream(join(folder, 'worker.log'))
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      // Deployed, a sound is measured by an isolate of its own. Here it would take the CPU of the one that is timed.
      queueConsumers: Object.fromEntries(
        Object.entries(options.queueConsumers ?? {}).filter(
          ([queue]) => !queue.endsWith('-measures'),
        ),
      ),
      name: 'soundfoundry',
      modules: listModules(),
      modulesRoot: BUILT,
      bindings: settings,
      host: '127.0.0.1',
      port,
      inspectorPort: 0,
      unsafeTriggerHandlers: true,
      resourcePersistencePath: join(folder, 'worker'),
      handleStructuredLogs: ({ message }) => void log.write(`${message}\n`),
    }),
  )
  await worker.ready
  return { inspectorUrl: await worker.getInspectorURL(), close: () => worker.dispose() }
}

/** The main module is the first. */
function listModules() {
  const paths = globSync('**/*.{js,wasm}', { cwd: BUILT }).map((path) => join(BUILT, path))
  return [MAIN, ...paths.filter((path) => path !== MAIN)].map((path) => ({
    type: path.endsWith('.wasm') ? ('CompiledWasm' as const) : ('ESModule' as const),
    path,
  }))
}
