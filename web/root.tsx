import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@fontsource-variable/montserrat/wght.css'
import interFont from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import montserratFont from '@fontsource-variable/montserrat/files/montserrat-latin-wght-normal.woff2?url'
import type { ReactNode } from 'react'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from 'react-router'
import type { Route } from './+types/root'
import { apiContext } from './api/client.ts'
import { MakingProvider } from './jobs/making.tsx'
import { PlayerBar } from './player/player-bar.tsx'
import { PlayerProvider } from './player/player-provider.tsx'
import { StopAtSignOut } from './shell/stop-at-sign-out.tsx'
import { ThemeColor } from './shell/theme-color.tsx'
import { useTheme } from './shell/use-theme.ts'
import { readVisitor, useVisitor, type Visitor } from './shell/visitor.ts'
import './styles/tokens.css'
import './styles/base.css'
import { ErrorPage, errorTitle } from './shell/error-page.tsx'
import { PublicFrame } from './shell/public-frame.tsx'
import { Shell } from './shell/shell.tsx'

const REFRESH_SECONDS = 3

export function loader({ context, request }: Route.LoaderArgs) {
  return readVisitor(context.get(apiContext), request)
}

/** Every page shows who is signed in, so no cache between the studio and the browser may keep one. */
export function headers() {
  return { 'Cache-Control': 'private, no-cache' }
}

export function links() {
  const font = { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' } as const
  return [
    { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
    { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
    { rel: 'manifest', href: '/manifest.webmanifest' },
    { ...font, href: interFont },
    { ...font, href: montserratFont },
  ]
}

export function meta({ error }: Route.MetaArgs) {
  return error ? errorTitle(error) : [{ title: 'SoundFoundry' }]
}

export function Layout({ children }: { children: ReactNode }) {
  const visitor = useVisitor()
  const theme = useTheme()
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <ThemeColor theme={theme} />
        <Meta />
        <Links />
        <RefreshWithoutScript />
      </head>
      <body>
        <PlayerProvider account={useAccount()}>
          <MakingProvider isStranger={visitor.person === null}>
            <Shell visitor={visitor}>{children}</Shell>
          </MakingProvider>
          <PlayerBar />
          <StopAtSignOut />
        </PlayerProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

/** Whose music plays: null for a stranger, undefined where the root loader failed. */
function useAccount(): string | null | undefined {
  const visitor = useRouteLoaderData<Visitor>('root')
  return visitor && (visitor.person?.email ?? null)
}

/**
 * A page that waits for something sets `refreshWithoutScript` in its data: a browser without
 * scripts then loads it again.
 */
function RefreshWithoutScript() {
  const isWaiting = useMatches().some(
    ({ loaderData }) =>
      typeof loaderData === 'object' &&
      loaderData !== null &&
      'refreshWithoutScript' in loaderData &&
      loaderData.refreshWithoutScript === true,
  )
  if (!isWaiting) return null
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(REFRESH_SECONDS)} />
    </noscript>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <PublicFrame visitor={useVisitor()}>
      <ErrorPage error={error} />
    </PublicFrame>
  )
}
