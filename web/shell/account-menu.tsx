import { Flame, LogOut, UserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import styles from './account-menu.module.css'
import { SignOutForm } from './sign-out-form.tsx'

export function AccountMenu({ person }: { person: Person }) {
  const menu = useRef<HTMLDetailsElement>(null)
  useClosing(menu)
  return (
    <details ref={menu} className={styles.menu}>
      <summary className={styles.summary} aria-label={`Account of ${person.name}`}>
        <span aria-hidden>{person.name.trim().charAt(0).toUpperCase()}</span>
      </summary>
      <div className={styles.panel}>
        <p className={styles.name}>{person.name}</p>
        <p className={styles.email}>{person.email}</p>
        <Link to="/credits" className={styles.item}>
          <Flame size={16} aria-hidden />
          Credits
        </Link>
        <Link to="/account" className={styles.item}>
          <UserRound size={16} aria-hidden />
          Account
        </Link>
        <SignOutForm>
          <button type="submit" className={styles.item}>
            <LogOut size={16} aria-hidden />
            Sign out
          </button>
        </SignOutForm>
      </div>
    </details>
  )
}

/** Closes the menu on Escape, on a press elsewhere, and when another page is shown. */
function useClosing(menu: React.RefObject<HTMLDetailsElement | null>) {
  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new location is what closes it
  useEffect(() => {
    menu.current?.removeAttribute('open')
  }, [key, menu])
  useEffect(() => {
    const close = (event: Event) => {
      const open = menu.current
      if (!open?.open) return
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return
        open.querySelector('summary')?.focus()
      } else if (event.target instanceof Node && open.contains(event.target)) return
      open.open = false
    }
    document.addEventListener('keydown', close)
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('pointerdown', close)
    }
  }, [menu])
}
