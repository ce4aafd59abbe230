import { isRouteErrorResponse } from 'react-router'
import type { ApiError } from '../routes/answers.ts'
import { ButtonLink } from './button.tsx'
import styles from './error-page.module.css'
import { Page } from './page.tsx'

/** What is shown instead of a page: one calm sentence, and the request's id for whoever asks us why. */
export function ErrorPage({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const answer = isRouteErrorResponse(error) ? readApiError(error.data) : null
  const isMissing = status === 404
  return (
    <Page>
      <title>{`${isMissing ? 'Not found' : 'Something went wrong'} · SoundFoundry`}</title>
      <div className={styles.error}>
        <p className={styles.status}>{status}</p>
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

function sayWhy(isMissing: boolean, answer: Partial<ApiError> | null): string {
  if (isMissing) return 'The page may have moved, or it belongs to somebody else’s account.'
  return answer?.message ?? 'Something went wrong on our side. Nothing was charged for it.'
}

function readApiError(data: unknown): Partial<ApiError> | null {
  return typeof data === 'object' && data !== null ? (data as Partial<ApiError>) : null
}
