import { isRouteErrorResponse } from 'react-router'
import type { ApiError } from '../api/answers.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { pageTitle } from '../ui/page-title.ts'
import styles from './error-page.module.css'

/** Stands in for a page that failed: one calm sentence, and the request's id to quote to support. */
export function ErrorPage({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : null
  const answer = isRouteErrorResponse(error) ? readApiError(error.data) : null
  const isMissing = status === 404
  return (
    <Page>
      <div className={styles.error}>
        {status && <p className={styles.status}>{status}</p>}
        <h1>{isMissing ? 'There is nothing here' : 'This didn’t work'}</h1>
        <p className={styles.sentence}>{sayWhy(isMissing, answer)}</p>
        <div className={styles.ways}>
          <ButtonLink to="/" look="primary" reloadDocument>
            Back to the start
          </ButtonLink>
          <ButtonLink to="/library" reloadDocument>
            Your library
          </ButtonLink>
        </div>
        {answer?.requestId && !isMissing && (
          <p className={styles.request}>
            Request <code>{answer.requestId}</code>
          </p>
        )}
      </div>
    </Page>
  )
}

/** The tab's title over an error page, for the `meta` of every route with a boundary. */
export function errorTitle(error: unknown) {
  const isMissing = isRouteErrorResponse(error) && error.status === 404
  return pageTitle(isMissing ? 'Not found' : 'Something went wrong')
}

function sayWhy(isMissing: boolean, answer: Partial<ApiError> | null): string {
  if (isMissing) return 'The page may have moved, or it belongs to somebody else’s account.'
  return (
    answer?.message ??
    'The page could not be shown. Check your connection, or try again in a moment.'
  )
}

function readApiError(data: unknown): Partial<ApiError> | null {
  return typeof data === 'object' && data !== null ? (data as Partial<ApiError>) : null
}
