import { X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import styles from './composer-pane.module.css'

/**
 * Where the composer stands: a column beside the list, or a drawer or a sheet over it. Over it, Escape and
 * a press beside it lead back to the list; what was typed stays as a draft.
 */
export function ComposerPane({
  isCovering,
  children,
}: {
  isCovering: boolean
  children: ReactNode
}) {
  const { search } = useLocation()
  const navigate = useNavigate()
  const params = new URLSearchParams(search)
  for (const own of ['mode', 'again', 'prompt']) params.delete(own)
  const list = `/library${params.size > 0 ? `?${params}` : ''}`
  useEffect(() => {
    if (!isCovering) return
    const close = (event: KeyboardEvent) => {
      // What is open within the composer closes first.
      if (event.key === 'Escape' && !event.defaultPrevented) void navigate(list)
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [isCovering, list, navigate])
  return (
    <>
      <Link to={list} className={styles.veil} tabIndex={-1} aria-hidden />
      <section id="composer" className={styles.pane} aria-label="Create" tabIndex={-1}>
        <Link to={list} className={styles.close} aria-label="Close the composer">
          <X size={20} aria-hidden />
        </Link>
        {children}
      </section>
    </>
  )
}
