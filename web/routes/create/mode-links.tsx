import { Link, useSearchParams } from 'react-router'
import styles from './mode-links.module.css'

/** Simple or custom: two links, so that it also works without scripts. */
export function ModeLinks({ isCustom }: { isCustom: boolean }) {
  const [params] = useSearchParams()
  return (
    <nav aria-label="Mode" className={styles.modes}>
      <Link
        to={switchMode(params, 'simple')}
        aria-current={isCustom ? undefined : 'page'}
        preventScrollReset
        replace
      >
        Simple
      </Link>
      <Link
        to={switchMode(params, 'custom')}
        aria-current={isCustom ? 'page' : undefined}
        preventScrollReset
        replace
      >
        Custom
      </Link>
    </nav>
  )
}

function switchMode(params: URLSearchParams, mode: 'simple' | 'custom'): string {
  const switched = new URLSearchParams(params)
  if (mode === 'custom') switched.set('mode', mode)
  else switched.delete('mode')
  return `?${switched}`
}
