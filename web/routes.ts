import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** What a page throws is caught within its frame. */
const BOUNDARY = 'shell/boundary.tsx'

export default [
  route('robots.txt', 'routes/robots/route.ts'),
  route('sitemap.xml', 'routes/sitemap/route.ts'),
  layout('shell/public.tsx', [
    layout(BOUNDARY, { id: 'public-boundary' }, [
      index('routes/landing/route.tsx'),
      route('pricing', 'routes/pricing/route.tsx'),
      route('terms', 'legal/terms.tsx'),
      route('privacy', 'legal/privacy.tsx'),
      route('license', 'legal/license.tsx'),
      route('about', 'legal/about.tsx'),
      route('analyze', 'routes/analyze/route.tsx'),
      route('sign-up', 'routes/sign-up/route.tsx'),
      route('sign-in', 'routes/sign-in/route.tsx'),
      route('verify', 'routes/verify/route.tsx'),
      route('forgot-password', 'routes/forgot-password/route.tsx'),
      route('reset-password', 'routes/reset-password/route.tsx'),
      route('sign-out', 'routes/sign-out/route.tsx'),
      route('theme', 'routes/theme/route.tsx'),
      route('*', 'routes/not-found/route.tsx'),
    ]),
  ]),
  layout('shell/studio.tsx', [
    layout(BOUNDARY, { id: 'studio-boundary' }, [
      layout('routes/studio/route.tsx', [
        route('create', 'routes/create/route.tsx'),
        route('library', 'routes/library/route.tsx'),
      ]),
      route('account', 'routes/account/route.tsx'),
      route('credits', 'routes/credits/route.tsx'),
      route('credits/purchases/:id', 'routes/purchase/route.tsx'),
      route('tracks/:id', 'routes/track/route.tsx'),
    ]),
  ]),
] satisfies RouteConfig
