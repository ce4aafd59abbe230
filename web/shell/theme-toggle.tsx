import { Monitor, Moon, Sun } from 'lucide-react'
import { useFetcher, useLocation } from 'react-router'
import { useHydrated } from '../ui/use-hydrated.ts'
import { THEME_NAMES, type Theme } from './theme.ts'
import styles from './theme-toggle.module.css'
import { useTheme } from './use-theme.ts'

const ICONS = { system: Monitor, dark: Moon, light: Sun }
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

/** Each press switches to the next theme. Without scripts the form leads back to this page. */
export function ThemeToggle() {
  const theme = useTheme()
  const fetcher = useFetcher()
  const { pathname, search } = useLocation()
  const isHydrated = useHydrated()
  const Icon = ICONS[theme]
  const label = `Theme: ${THEME_NAMES[theme]}. Switch to ${THEME_NAMES[NEXT[theme]]}.`
  return (
    <fetcher.Form method="post" action="/theme">
      {!isHydrated && <input type="hidden" name="next" value={pathname + search} />}
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
