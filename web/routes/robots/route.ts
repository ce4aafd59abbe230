import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import type { Route } from './+types/route'

const LINES = [
  'User-agent: *',
  'Disallow: /api/',
  'Disallow: /create',
  'Disallow: /library',
  'Disallow: /tracks/',
  'Disallow: /credits',
  'Disallow: /account',
]

export function loader({ context }: Route.LoaderArgs) {
  const sitemap = publicAddress(context.get(apiContext), '/sitemap.xml')
  return new Response([...LINES, '', `Sitemap: ${sitemap}`, ''].join('\n'), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
}
