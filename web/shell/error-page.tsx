import type { MouseEvent } from 'react'
import { isRouteErrorResponse, useLocation, useRevalidator } from 'react-router'
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
        <h1>{isMissing ? 'We can’t find that page' : 'Something went wrong'}</h1>
        <p className={styles.sentence}>{sayWhy(status, answer)}</p>
        <div className={styles.ways}>
          {!isMissing && <TryAgain />}
          <ButtonLink to="/" look={isMissing ? 'primary' : 'secondary'}>
            Go home
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

/** Loads the page's data again, and without scripts the whole page. */
function TryAgain() {
  const { state, revalidate } = useRevalidator()
  const { pathname, search } = useLocation()
  const isTrying = state !== 'idle'
  const tryAgain = (event: MouseEvent) => {
    event.preventDefault()
    if (!isTrying) void revalidate()
  }
  return (
    <ButtonLink to={pathname + search} look="primary" onClick={tryAgain} aria-disabled={isTrying}>
      {isTrying ? 'Trying…' : 'Try again'}
    </ButtonLink>
  )
}

/** The tab's title over an error page, for the `meta` of every route with a boundary. */
export function errorTitle(error: unknown) {
  const isMissing = isRouteErrorResponse(error) && error.status === 404
  return pageTitle(isMissing ? 'Not found' : 'Something went wrong')
}

function sayWhy(status: number | null, answer: Partial<ApiError> | null): string {
  if (status === 404) return 'It may be private, moved or deleted.'
  if (status === null) return 'Something broke on this page. Your music and your words are safe.'
  return answer?.message ?? 'This page couldn’t be shown. Try again in a moment.'
}

function readApiError(data: unknown): Partial<ApiError> | null {
  return typeof data === 'object' && data !== null ? (data as Partial<ApiError>) : null
}
