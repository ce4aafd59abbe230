import { useSearchParams } from 'react-router'
import { ButtonLink } from '../../ui/button.tsx'
import styles from './credits.module.css'

/** Links to the older and the newest part of a list, which is named as in the address. */
export function Paging({
  list,
  nextCursor,
}: {
  list: 'ledger' | 'purchases'
  nextCursor: string | null
}) {
  const [params] = useSearchParams()
  const isFirst = !params.has(list)
  if (isFirst && nextCursor === null) return null
  return (
    <nav aria-label={`More of the ${list}`} className={styles.paging}>
      {!isFirst && (
        <ButtonLink to={showFrom(params, list, null)} size="small">
          Back to the newest
        </ButtonLink>
      )}
      {nextCursor !== null && (
        <ButtonLink to={showFrom(params, list, nextCursor)} size="small">
          Older
        </ButtonLink>
      )}
    </nav>
  )
}

function showFrom(params: URLSearchParams, list: string, cursor: string | null): string {
  const changed = new URLSearchParams(params)
  changed.delete('canceled')
  if (cursor === null) changed.delete(list)
  else changed.set(list, cursor)
  return `/credits?${changed}#${list}`
}
