import { Outlet } from 'react-router'
import { ErrorPage, errorTitle } from '../ui/error-page.tsx'
import type { Route } from './+types/boundary'

export const meta: Route.MetaFunction = ({ error }) => (error ? errorTitle(error) : [])

/** Catches what a page throws beneath the root, so that the header stays and the music plays on. */
export default function Boundary() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />
}
