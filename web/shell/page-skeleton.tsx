import { useLocation } from 'react-router'
import styles from './page-skeleton.module.css'
import { skeletonFor } from './skeleton-for.ts'
import { useSlowPlace } from './use-slow-place.ts'

const ROWS = 8

/**
 * Lies over a page of the studio while another is waited for, with what comes in grey and in its place.
 * Quick answers never show it. The page beneath stays as it is, in case nothing comes.
 */
export function PageSkeleton() {
  const next = useSlowPlace()
  const { pathname } = useLocation()
  const skeleton = next && skeletonFor(pathname, next)
  if (!skeleton) return null
  return (
    <div className={styles.veil} aria-hidden data-skeleton={skeleton}>
      {skeleton === 'track' ? <TrackShape /> : <ListShape isComposing={next === '/create'} />}
    </div>
  )
}

function ListShape({ isComposing }: { isComposing: boolean }) {
  return (
    <>
      {isComposing && <div className={styles.composer} />}
      <div className={styles.list}>
        <div className={styles.search} />
        <div className={styles.chips} />
        {Array.from({ length: ROWS }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <div key={row} className={styles.row}>
            <div data-skeleton-art />
            <div className={styles.words}>
              <div />
              <div />
            </div>
          </div>
        ))}
      </div>
    </>
  )
}

function TrackShape() {
  return (
    <>
      <div className={styles.track}>
        <div className={styles.hero}>
          <div className={styles.art} />
          <div className={styles.words}>
            <div />
            <div />
          </div>
        </div>
        <div className={styles.waveform} />
      </div>
      <div className={styles.facts} />
    </>
  )
}
