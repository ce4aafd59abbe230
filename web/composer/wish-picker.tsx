import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useState } from 'react'
import type { ComposerValues } from './composer-values.ts'
import { readKeys } from './read-keys.ts'
import {
  BPM_MAX,
  BPM_MIN,
  GENRES,
  KEYS,
  MOODS,
  nameWish,
  TEMPOS,
  WISH_LENGTH_MAX,
  WISHES,
  type WishName,
} from './wish-options.ts'
import styles from './wish-picker.module.css'

/** `more` is what else may be typed to find it. */
type Option = { value: string; note?: string; more?: string[] }

const OPTIONS: Record<WishName, readonly Option[]> = {
  genre: GENRES.map((value) => ({ value })),
  mood: MOODS.map((value) => ({ value })),
  bpm: TEMPOS.map(([bpm, note]) => ({ value: String(bpm), note, more: ['tempo', note] })),
  key: KEYS.map((value) => ({ value, more: ['key'] })),
}

/**
 * One list for all wishes. Its tabs show one kind each; what is typed is looked for in all of them, and
 * what isn't offered can be taken as it was typed. Enter and a press toggle.
 */
export default function WishPicker({
  values,
  onChoose,
}: {
  values: ComposerValues
  onChoose: (wish: Partial<Record<WishName, string>>) => void
}) {
  const [tab, setTab] = useState<string>('genre')
  const [search, setSearch] = useState('')
  const shown = WISHES.filter(({ name }) => search.trim() !== '' || name === tab)
  const toggle = (name: WishName, value: string) => {
    onChoose({ [name]: values[name] === value ? '' : value })
    setSearch('')
  }
  return (
    <Command
      label="Genre, mood, tempo or key"
      loop
      vimBindings={false}
      className={styles.picker}
      // That sends the song: it must not change it at the same moment.
      onKeyDown={(event) => event.key === 'Enter' && readKeys(event) && event.preventDefault()}
    >
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder="Type to find, or say your own"
        maxLength={WISH_LENGTH_MAX}
        className={styles.search}
        data-own-undo
        dir="auto"
        autoFocus
      />
      <Tabs.Root value={tab} onValueChange={setTab} activationMode="automatic">
        <Tabs.List className={styles.tabs} aria-label="Kinds of wishes">
          {WISHES.map(({ name, title }) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className={styles.tab}
              onClick={() => setSearch('')}
            >
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={tab} tabIndex={-1}>
          <Command.List className={styles.list}>
            {shown.map(({ name, title }) => (
              <Command.Group key={name} heading={search ? title : undefined}>
                {OPTIONS[name].map(({ value, note, more = [] }) => (
                  <Command.Item
                    key={value}
                    value={`${name} ${value}`}
                    keywords={more}
                    className={styles.option}
                    onSelect={() => toggle(name, value)}
                  >
                    <Check
                      size={16}
                      aria-hidden
                      className={styles.tick}
                      data-chosen={values[name] === value || undefined}
                    />
                    <span className={styles.value}>{nameWish(name, value)}</span>
                    {values[name] === value && <span className="visually-hidden">, chosen</span>}
                    {note && <span className={styles.note}>{note}</span>}
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
            <OwnWishes search={search.trim()} onTake={toggle} />
          </Command.List>
        </Tabs.Content>
      </Tabs.Root>
    </Command>
  )
}

/** What was typed, as a wish of its own. */
function OwnWishes({
  search,
  onTake,
}: {
  search: string
  onTake: (name: WishName, value: string) => void
}) {
  const bpm = Number(search)
  const isOffered = OPTIONS.bpm.some(({ value }) => value === search)
  const isTempo = Number.isInteger(bpm) && bpm >= BPM_MIN && bpm <= BPM_MAX && !isOffered
  const asIs: readonly WishName[] = /[\p{L}]/u.test(search) ? ['genre', 'mood'] : []
  return [...(isTempo ? (['bpm'] as const) : []), ...asIs].map((name) => (
    <Command.Item
      key={name}
      value={`own ${name} ${search}`}
      forceMount
      className={styles.option}
      onSelect={() => onTake(name, isTempo ? String(bpm) : search)}
    >
      <span className={styles.tick} />
      <span className={styles.value} dir="auto">
        {name === 'bpm' ? nameWish('bpm', String(bpm)) : `“${search}” as ${name}`}
      </span>
    </Command.Item>
  ))
}
