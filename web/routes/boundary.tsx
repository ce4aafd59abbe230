import { Outlet } from 'react-router'
import { ErrorPage } from '../ui/error-page.tsx'
import type { Route } from './+types/boundary'

/** Catches what a page throws beneath the root, so that the header stays and the music plays on. */
export default function Boundary() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />
}
