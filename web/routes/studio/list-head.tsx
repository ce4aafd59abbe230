import { ArrowDownUp, Ellipsis, Search, Trash2, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Form, Link, useLocation, useNavigate } from 'react-router'
import { shortcutsEnabled } from '../../player/shortcuts-setting.ts'
import { Menu, MenuChoice, MenuChoices, MenuItem } from '../../ui/menu.tsx'
import { LayoutSwitch } from './layout-switch.tsx'
import styles from './list-head.module.css'
import { EVERYTHING, hrefOf, type ListView, toParams } from './list-view.ts'

const PAUSE_MILLISECONDS = 150

const SORT_NAMES: Record<ListView['sort'], string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  title: 'Title',
  longest: 'Longest first',
}

/** Search as you type, the order, rows or grid, and the way to the trash. `/` moves the focus to the search. */
export function ListHead({ view }: { view: ListView }) {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const go = (change: Partial<ListView>) =>
    void navigate(hrefOf({ ...view, cursor: '', ...change }, pathname), {
      preventScrollReset: true,
    })
  const { layout, trashed } = view
  const otherPlace = hrefOf({ ...EVERYTHING, layout, trashed: !trashed }, '/library')
  return (
    <div className={styles.head}>
      <SearchField view={view} onSearch={(q) => go({ q })} />
      <Menu
        trigger={
          <button type="button" className={`${styles.tool} needs-script`}>
            <ArrowDownUp size={16} aria-hidden />
            <span className={styles.sort}>{SORT_NAMES[view.sort]}</span>
            <span className="visually-hidden">, change the order</span>
          </button>
        }
      >
        <MenuChoices
          label="Order"
          value={view.sort}
          onValueChange={(sort) => go({ sort: sort as ListView['sort'] })}
        >
          {Object.entries(SORT_NAMES).map(([sort, name]) => (
            <MenuChoice key={sort} value={sort}>
              {name}
            </MenuChoice>
          ))}
        </MenuChoices>
      </Menu>
      <LayoutSwitch view={view} />
      <Menu
        trigger={
          <button
            type="button"
            className={`${styles.tool} needs-script`}
            aria-label="More of the library"
          >
            <Ellipsis size={18} aria-hidden />
          </button>
        }
      >
        <MenuItem asChild>
          <Link to={otherPlace}>
            <Trash2 size={16} aria-hidden />
            {view.trashed ? 'Back to the library' : 'Trash'}
          </Link>
        </MenuItem>
      </Menu>
      <Link to={otherPlace} className={`${styles.tool} without-script`}>
        {view.trashed ? 'Library' : 'Trash'}
      </Link>
    </div>
  )
}

/** Keeps what is being typed while answers come in, and follows an address that changes by other means. */
function SearchField({ view, onSearch }: { view: ListView; onSearch: (q: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(view.q)
  const [searched, setSearched] = useState(view.q)
  const [shown, setShown] = useState(view.q)
  if (view.q !== shown) {
    setShown(view.q)
    if (view.q !== searched) {
      setSearched(view.q)
      setTyped(view.q)
    }
  }
  const search = useEffectEvent((q: string) => {
    setSearched(q)
    onSearch(q)
  })
  useEffect(() => {
    const q = typed.trim().slice(0, 200)
    if (q === searched) return
    const timer = setTimeout(() => search(q), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed, searched])
  useFocusKey(field)
  const { q: _, ...others } = toParams({ ...view, cursor: '' })
  return (
    <Form
      method="get"
      role="search"
      className={styles.search}
      onSubmit={(event) => event.preventDefault()}
    >
      {Object.entries(others).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search size={16} aria-hidden className={styles.glass} />
      <input
        ref={field}
        type="search"
        name="q"
        dir="auto"
        maxLength={200}
        aria-label={view.trashed ? 'Search the trash' : 'Search titles, prompts, lyrics'}
        aria-keyshortcuts="/"
        placeholder={view.trashed ? 'Search the trash' : 'Search titles, prompts, lyrics'}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (typed === '') field.current?.blur()
          setTyped('')
        }}
      />
      {typed === '' ? (
        <kbd className={styles.key} aria-hidden>
          /
        </kbd>
      ) : (
        <button
          type="button"
          className={`${styles.clear} needs-script`}
          aria-label="Clear search"
          onClick={() => {
            setTyped('')
            field.current?.focus()
          }}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </Form>
  )
}

function useFocusKey(field: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (
        event.key !== '/' ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        !shortcutsEnabled.get()
      )
        return
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, select, [role="dialog"]')
      )
        return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [field])
}
