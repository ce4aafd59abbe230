import { Hono } from 'hono'
import type { Store } from '../store.ts'
import { dashboardRoutes } from './dashboard-routes.ts'
import { payRoutes } from './pay-routes.ts'
import { portalRoutes } from './portal-routes.ts'

/** The pages that customers and developers see. */
export function pageRoutes(store: Store) {
  return new Hono()
    .route('/c/pay', payRoutes(store))
    .route('/dashboard', dashboardRoutes(store))
    .route('/', portalRoutes(store))
}
