import type { RouteConfigEntry } from '@react-router/dev/routes'
import config from '../../web/routes.ts'

const MODULE = 'virtual:react-router/server-build'

type Route = { id: string; parentId?: string; path?: string; index?: boolean; file: string }

/**
 * The server's build of the pages, as `react-router build` makes it, for tests that ask the Worker for
 * whole pages. Its scripts and styles have addresses, and aren't there.
 */
export const pagesBuild = {
  name: 'pages-build',
  resolveId: (id: string) => (id === MODULE ? `\0${id}` : undefined),
  load: (id: string) => (id === `\0${MODULE}` ? writeBuild() : undefined),
}

function writeBuild(): string {
  const root: Route = { id: 'root', path: '', file: 'root.tsx' }
  const routes = [root, ...config.flatMap((entry) => flatten(entry, root.id))]
  const imports = routes.map(({ file }, at) => `import * as module${at} from '/web/${file}'\n`)
  const entries = routes.map(
    ({ file: _, ...route }, at) => `add(${JSON.stringify(route)}, module${at})\n`,
  )
  return `
    import * as entryServer from '/web/entry.server.tsx'
    import { UNSAFE_withComponentProps, UNSAFE_withErrorBoundaryProps } from 'react-router'
    ${imports.join('')}
    export const routes = {}
    const manifest = {}
    function add(route, module) {
      const { default: Page, ErrorBoundary } = module
      routes[route.id] = {
        ...route,
        module: {
          ...module,
          ...(Page ? { default: UNSAFE_withComponentProps(Page) } : {}),
          ...(ErrorBoundary ? { ErrorBoundary: UNSAFE_withErrorBoundaryProps(ErrorBoundary) } : {}),
        },
      }
      manifest[route.id] = {
        ...route,
        module: '/assets/' + route.id.replaceAll('/', '-') + '.js',
        hasAction: 'action' in module,
        hasLoader: 'loader' in module,
        hasClientAction: 'clientAction' in module,
        hasClientLoader: 'clientLoader' in module,
        hasErrorBoundary: 'ErrorBoundary' in module,
        imports: [],
        css: [],
      }
    }
    ${entries.join('')}
    export const entry = { module: entryServer }
    export const assets = {
      entry: { module: '/assets/entry.client.js', imports: [], css: [] },
      routes: manifest,
      url: '/assets/manifest.js',
      version: 'tests',
    }
    export const [basename, publicPath, assetsBuildDirectory] = ['/', '/', 'build/client']
    export const [future, prerender, ssr, isSpaMode] = [{}, [], true, false]
    export const routeDiscovery = { mode: 'initial', manifestPath: '/__manifest' }
  `
}

/** Named by their files, as the framework names them. */
function flatten(entry: RouteConfigEntry, parentId: string): Route[] {
  const { id = entry.file.replace(/\.tsx?$/, ''), path, index, file, children = [] } = entry
  const route: Route = { id, parentId, file }
  if (path !== undefined) route.path = path
  if (index !== undefined) route.index = index
  return [route, ...children.flatMap((child) => flatten(child, id))]
}
