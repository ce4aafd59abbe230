import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef } from 'react'
import { lengthOf } from '../../worker/providers/compose-prompt.ts'
import type { Offer } from '../models/offer.ts'
import { formatNumber } from '../ui/format-number.ts'
import { Menu, MenuItem, MenuLabel } from '../ui/menu.tsx'
import { sayTooMany } from './check-song.ts'
import styles from './field.module.css'
import { isLayered, LayeredText } from './layered-text.tsx'
import { LyricLines } from './lyric-lines.tsx'
import lyricsStyles from './lyrics-field.module.css'
import { addStructure, STRUCTURES } from './lyrics-structures.ts'
import { sayPace } from './say-pace.ts'
import { SectionMenu, useSectionMenu } from './section-menu.tsx'
import { readLyrics } from './singable.ts'

/** The lyrics, with their sections marked and a hint beside each line of how well it can be sung. */
export function LyricsField({
  lyrics,
  offer,
  error,
  refused,
  onText,
  onPut,
  children,
}: {
  lyrics: string
  offer: Offer
  error: string | undefined
  /** The phrase that was refused, to be marked. */
  refused: string | null
  onText: (lyrics: string) => void
  onPut: (lyrics: string) => void
  children?: ReactNode
}) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => (isLayered(lyrics) ? readLyrics(lyrics) : []), [lyrics])
  const menu = useSectionMenu({ field, layer, onPut: onText })
  const used = lengthOf(lyrics.trim())
  const says = error ?? sayTooMany(used, offer.lyrics.max)
  const pace = sayPace(lines)
  const described = [says && `${id}-error`, `${id}-says`].filter(Boolean).join(' ')
  return (
    <div className={styles.field} data-wrong={says ? true : undefined}>
      <div className={styles.top}>
        <label htmlFor={id}>Lyrics</label>
        <Menu
          align="end"
          trigger={
            <button type="button" className={`${styles.tool} needs-script`}>
              Write with me
            </button>
          }
        >
          <MenuLabel>Begin with a form</MenuLabel>
          {STRUCTURES.map(({ name, sections }) => (
            <MenuItem key={name} onSelect={() => onPut(addStructure(lyrics, sections))}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      </div>
      <div className={lyricsStyles.lyrics}>
        <LayeredText
          id={id}
          ref={field}
          layer={layer}
          name="lyrics"
          rows={5}
          text={lyrics}
          onText={(text) => {
            onText(text)
            menu.follow(text)
          }}
          onKeyDown={(event: KeyboardEvent<HTMLTextAreaElement>) => menu.takeKey(event)}
          onBlur={menu.close}
          onSelect={menu.followCaret}
          placeholder="Type [ for a section. Leave empty and we’ll write the lyrics."
          aria-describedby={described}
          aria-invalid={says ? true : undefined}
          {...menu.controls}
        >
          <LyricLines lines={lines} refused={refused} />
        </LayeredText>
      </div>
      <SectionMenu menu={menu} />
      <p id={`${id}-says`} className={lyricsStyles.foot}>
        <span className={lyricsStyles.pace}>{pace}</span>
        <span className={lyricsStyles.count}>{sayLength(lyrics, used, offer)}</span>
      </p>
      {says && (
        <p id={`${id}-error`} className={styles.error}>
          {says}
        </p>
      )}
      {children}
    </div>
  )
}

function sayLength(lyrics: string, used: number, { lyrics: { min, max, required } }: Offer) {
  if (used === 0) return required ? `${min} to ${formatNumber(max)} characters` : null
  const lines = lyrics.trim().split('\n').length
  return `${formatNumber(used)} / ${formatNumber(max)} · ${lines} ${lines === 1 ? 'line' : 'lines'}`
}
