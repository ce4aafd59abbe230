import { createHash } from 'node:crypto'
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { PrecacheEntry } from 'serwist'
import { build } from 'vite'

/** What `react-router build` has written. */
const CLIENT = fileURLToPath(new URL('../../build/client/', import.meta.url))
/** Fonts for other scripts come when a page needs them. */
const SHELL_FILE = /\.(js|css)$|-latin-wght-normal-.*\.woff2$/

/** Adds the page for when there is no connection, and the service worker that knows every file of the shell. */
async function buildServiceWorker(): Promise<void> {
  const files = await readdir(`${CLIENT}assets`)
  const page = await readOfflinePage(files)
  await writeFile(`${CLIENT}offline.html`, page)
  await appendFile(`${CLIENT}_headers`, writeHeaders(page))
  const shell: PrecacheEntry[] = [
    { url: '/offline', revision: hashOf(page) },
    { url: '/favicon.svg', revision: hashOf(await readFile(`${CLIENT}favicon.svg`)) },
    ...files
      .filter((file) => SHELL_FILE.test(file))
      .map((file) => ({ url: `/assets/${file}`, revision: null })),
  ]
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { SHELL: JSON.stringify(shell) },
    build: {
      outDir: CLIENT,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('service-worker.ts', import.meta.url)),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  })
}

/** The page's own scripts and styles run in it, by their hashes, and nothing else. */
function writeHeaders(page: string): string {
  const hashes = (element: string) =>
    [...page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))]
      .map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ')
  const policy = [
    "default-src 'none'",
    `script-src ${hashes('script')}`,
    `style-src ${hashes('style')}`,
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return `\n/offline*\n  Content-Security-Policy: ${policy}\n`
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The page, with the names that its fonts were given. */
async function readOfflinePage(files: string[]): Promise<string> {
  const template = await readFile(new URL('offline.html', import.meta.url), 'utf8')
  return template.replaceAll(/\/assets\/([\w-]+)\.woff2/g, (_, name) => {
    const file = files.find((each) => each.startsWith(`${name}-`) && each.endsWith('.woff2'))
    if (file === undefined) throw new Error(`There is no font ${name}`)
    return `/assets/${file}`
  })
}

await buildServiceWorker()
