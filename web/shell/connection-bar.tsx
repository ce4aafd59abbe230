import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { studioConnection } from '../connection/studio-connection.ts'
import { type ConnectionNews, useConnection } from '../connection/use-connection.ts'
import styles from './connection-bar.module.css'

/** Says why the page isn't renewed, when that is tried again, and that all is well again. Hangs from the header that it stands in. */
export function ConnectionBar() {
  const news = useConnection()
  return (
    <div role="status" className={styles.place}>
      {news.kind !== 'fine' && (
        <div className={styles.bar} data-kind={news.kind}>
          <p>{say(news)}</p>
          {news.kind === 'waiting' && <Retry retryAt={news.retryAt} />}
          {news.kind === 'signedOut' && <SignInAgain />}
        </div>
      )}
    </div>
  )
}

function SignInAgain() {
  const { pathname, search } = useLocation()
  return <Link to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>Sign in again</Link>
}

function Retry({ retryAt }: { retryAt: number | null }) {
  const seconds = useSecondsUntil(retryAt)
  const when = seconds > 0 ? `Trying again in ${seconds} s` : 'Trying again…'
  return (
    <>
      {/* Hidden from screen readers, which would read it out every second. */}
      <span className={styles.when} aria-hidden>
        {when}
      </span>
      <button
        type="button"
        ref={handFocusOn}
        className={styles.now}
        onClick={studioConnection.tryNow}
      >
        Try now
      </button>
    </>
  )
}

/** The button goes away once it has worked. Who pressed it by keyboard goes on in the page. */
function handFocusOn(button: HTMLButtonElement): () => void {
  return () => {
    if (document.activeElement === button) document.querySelector('main')?.focus()
  }
}

function say(news: Exclude<ConnectionNews, { kind: 'fine' }>): string {
  switch (news.kind) {
    case 'back':
      return 'You’re back.'
    case 'signedOut':
      return 'You’re signed out.'
    case 'offline':
      return 'You’re offline. What you have opened still works.'
    case 'waiting':
      return news.isOffline ? 'You’re offline.' : 'We can’t reach the studio.'
  }
}

function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (moment === null) return
    const count = () => setNow(Date.now())
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [moment])
  return moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1000))
}
