import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'web',
  ssr: true,
  /** A pressed link must not need the connection to find out which page it leads to. */
  routeDiscovery: { mode: 'initial' },
  /** Each page is one file, so that none of it is missing when the connection is. */
  splitRouteModules: false,
} satisfies Config
