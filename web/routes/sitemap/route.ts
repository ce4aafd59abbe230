import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import { LEGAL_PAGES } from '../../legal/legal-pages.ts'
import type { Route } from './+types/route'
import { writeSitemap } from './write-sitemap.ts'

const PAGES = ['/', '/pricing', '/analyze', ...LEGAL_PAGES.map(({ to }) => to)]

export function loader({ context }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  return new Response(writeSitemap(PAGES.map((path) => publicAddress(api, path))), {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
}
