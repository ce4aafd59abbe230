import { Flame, LogOut, UserRound } from 'lucide-react'
import { Link, useFetcher, useSubmit } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import { usePlayer } from '../player/player-provider.tsx'
import { firstGrapheme } from '../ui/first-grapheme.ts'
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx'
import styles from './account-menu.module.css'
import { THEMES, type Theme } from './theme.ts'
import { useTheme } from './use-theme.ts'

const THEME_NAMES: Record<Theme, string> = { system: 'System', dark: 'Dark', light: 'Light' }

/** Who is signed in, and what they can do about it. Without scripts a link to the account's page stands in. */
export function AccountMenu({ person }: { person: Person }) {
  const { stop } = usePlayer()
  const submit = useSubmit()
  const theme = useTheme()
  const fetcher = useFetcher()
  const signOut = () => {
    stop()
    void submit(null, { method: 'post', action: '/sign-out' })
  }
  return (
    <>
      <Link to="/account" className={`${styles.person} without-script`}>
        <Who person={person} />
      </Link>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className={`${styles.person} needs-script`}
            aria-label={`Account of ${person.name}`}
          >
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
            void fetcher.submit({ theme: next }, { method: 'post', action: '/theme' })
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

function Who({ person: { name } }: { person: Person }) {
  return (
    <>
      <span className={styles.letter} aria-hidden>
        {firstGrapheme(name).toLocaleUpperCase()}
      </span>
      <span className={styles.name} dir="auto">
        {name}
      </span>
    </>
  )
}
