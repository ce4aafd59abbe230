import { createPath } from 'react-router'
import { fetchFiles, guardCode, type RouteFiles } from './guard-code.ts'
import { guardLoads } from './guard-loads.ts'
import { studioConnection } from './studio-connection.ts'

type Address = { pathname: string; search: string; hash: string }
type RouteModule = object

/** What React Router keeps in the window. Its types don't name these. */
type RouterWindow = {
  __reactRouterManifest: { routes: Record<string, RouteFiles & RouteEntry> }
  __reactRouterRouteModules: Record<string, RouteModule>
  __reactRouterDataRouter?: { state: { location: Address; navigation: { location?: Address } } }
}
type RouteEntry = { path?: string; parentId?: string }

/** The pages that most people go on to, by their paths. */
const MAIN_PAGES = ['create', 'library', 'tracks/:id', 'credits']

// The document sets them before any module runs; the router, which is optional here, comes later.
const inWindow = () => window as unknown as RouterWindow
const stateOf = () => inWindow().__reactRouterDataRouter?.state

/**
 * Lets pages, their data and their code wait for the connection, so that what the network does never
 * replaces the page that is shown. To be called before the router is made.
 */
export function guardRouter(): void {
  window.fetch = guardLoads(window.fetch.bind(window), studioConnection, isShown)
  const modules = inWindow().__reactRouterRouteModules
  const load = async (id: string) => (await loadRoute(id)) ?? openFromServer()
  inWindow().__reactRouterRouteModules = guardCode(modules, load)
  window.addEventListener('online', studioConnection.tryNow)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) studioConnection.tryNow()
  })
}

/** Loads the code of the main pages, and of those around them. What fails is loaded when it is needed. */
export function loadMainPages(): void {
  const { routes } = inWindow().__reactRouterManifest
  const isMain = ({ path = '' }: RouteEntry) => MAIN_PAGES.includes(path)
  for (const main of Object.keys(routes).filter((id) => isMain(routes[id] ?? {})))
    for (let id: string | undefined = main; id; id = routes[id]?.parentId)
      loadRoute(id).catch(() => undefined)
}

function isShown({ pathname, search }: URL): boolean {
  const shown = stateOf()?.location
  return shown?.pathname === pathname && shown.search === search
}

/** Null where the studio was replaced by a newer one, which has other files. */
async function loadRoute(routeId: string): Promise<RouteModule | null> {
  const { __reactRouterManifest: manifest, __reactRouterRouteModules: modules } = inWindow()
  const route = manifest.routes[routeId]
  const known = modules[routeId]
  if (known || route === undefined) return known ?? null
  if (!(await fetchFiles(studioConnection, route))) return null
  const module: RouteModule = await import(/* @vite-ignore */ route.module)
  modules[routeId] = module
  return module
}

function openFromServer(): Promise<never> {
  window.location.href = createPath(stateOf()?.navigation.location ?? window.location)
  return new Promise(() => undefined)
}
