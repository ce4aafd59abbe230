import { Flame, LogOut, UserRound } from 'lucide-react'
import { useEffect } from 'react'
import { Link, useFetcher } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import type { FormError } from '../forms/post-form.ts'
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx'
import { showToast } from '../ui/toasts.ts'
import styles from './account-link.module.css'
import { AccountLink, Who } from './account-link.tsx'
import { THEME_NAMES, THEMES } from './theme.ts'
import { useTheme } from './use-theme.ts'

/** Who is signed in, and what they can do about it. Without scripts a link to the account's page stands in. */
export function AccountMenu({ person }: { person: Person }) {
  const theme = useTheme()
  const themeFetcher = useFetcher()
  const signOut = useSignOut()
  return (
    <>
      <AccountLink person={person} isWithoutScript />
      <Menu
        align="start"
        trigger={
          <button type="button" className={`${styles.person} needs-script`}>
            <Who person={person} />
          </button>
        }
      >
        <MenuLabel>
          <span dir="auto">{person.name}</span>
          <br />
          {person.email}
        </MenuLabel>
        <MenuItem asChild>
          <Link to="/account">
            <UserRound size={16} aria-hidden />
            Account
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link to="/credits">
            <Flame size={16} aria-hidden />
            Credits
          </Link>
        </MenuItem>
        <MenuSeparator />
        <MenuChoices
          label="Theme"
          value={theme}
          onValueChange={(next) =>
            void themeFetcher.submit({ theme: next }, { method: 'post', action: '/theme' })
          }
        >
          {THEMES.map((each) => (
            <MenuChoice key={each} value={each}>
              {THEME_NAMES[each]}
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuSeparator />
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={signOut}>
          Sign out
        </MenuItem>
      </Menu>
    </>
  )
}

/** Where it fails, a toast says so and the page stays. */
function useSignOut(): () => void {
  const { data, submit } = useFetcher<{ error: FormError }>()
  useEffect(() => {
    if (data) showToast({ sentence: data.error.message, isProblem: true })
  }, [data])
  return () => void submit(null, { method: 'post', action: '/sign-out' })
}
