import { Monitor, Moon, Sun } from 'lucide-react'
import { useFetcher, useLocation } from 'react-router'
import type { Theme } from '../routes/theme/theme.ts'
import styles from './icon-button.module.css'

const ICONS = { system: Monitor, dark: Moon, light: Sun }
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const NAMES: Record<Theme, string> = { system: "the system's", light: 'light', dark: 'dark' }

/** One press goes on to the next theme. Without a script it is a form that comes back to this page. */
export function ThemeToggle({ theme }: { theme: Theme }) {
  const fetcher = useFetcher()
  const { pathname, search } = useLocation()
  const Icon = ICONS[theme]
  const label = `Theme: ${NAMES[theme]}. Switch to ${NAMES[NEXT[theme]]}.`
  return (
    <fetcher.Form method="post" action="/theme">
      <input type="hidden" name="next" value={pathname + search} />
      <button
        type="submit"
        name="theme"
        value={NEXT[theme]}
        className={styles.iconButton}
        aria-label={label}
        title={label}
      >
        <Icon size={18} aria-hidden />
      </button>
    </fetcher.Form>
  )
}
