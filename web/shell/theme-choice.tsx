import { Monitor, Moon, Sun } from 'lucide-react'
import { useFetcher, useLocation } from 'react-router'
import { useHydrated } from '../ui/use-hydrated.ts'
import { THEME_NAMES, THEMES } from './theme.ts'
import styles from './theme-choice.module.css'
import { useTheme } from './use-theme.ts'

const ICONS = { system: Monitor, dark: Moon, light: Sun }

/** A button for each theme, the chosen one pressed. Without scripts the form leads back to this page. */
export function ThemeChoice({ labelledBy }: { labelledBy: string }) {
  const theme = useTheme()
  const fetcher = useFetcher()
  const { pathname, search } = useLocation()
  const isHydrated = useHydrated()
  return (
    <fetcher.Form method="post" action="/theme">
      {!isHydrated && <input type="hidden" name="next" value={pathname + search} />}
      <fieldset aria-labelledby={labelledBy} className={styles.choice}>
        {THEMES.map((each) => {
          const Icon = ICONS[each]
          return (
            <button
              key={each}
              type="submit"
              name="theme"
              value={each}
              aria-pressed={each === theme}
              className={styles.theme}
            >
              <Icon size={16} aria-hidden />
              {THEME_NAMES[each]}
            </button>
          )
        })}
      </fieldset>
    </fetcher.Form>
  )
}
