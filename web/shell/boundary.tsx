import { Outlet } from 'react-router'
import type { Route } from './+types/boundary'
import { ErrorPage, errorTitle } from './error-page.tsx'

export const meta: Route.MetaFunction = ({ error }) => (error ? errorTitle(error) : [])

/** Catches what a page throws beneath the root, so that the header stays and the music plays on. */
export default function Boundary() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />
}
