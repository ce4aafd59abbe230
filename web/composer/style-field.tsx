import { Dices, Sparkles } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { announce } from '../ui/announcements.ts'
import { formatNumber } from '../ui/format-number.ts'
import type { Insertion } from './add-detail.ts'
import { AddedDetail, NOTHING_TO_ADD } from './added-detail.tsx'
import { sayTooMany } from './check-song.ts'
import type { ComposerValues } from './composer-values.ts'
import styles from './field.module.css'
import { IDEAS } from './ideas.ts'
import { LayeredText } from './layered-text.tsx'
import { markWords, splitText } from './split-text.ts'
import { takeOut } from './take-out.ts'

/** The description: its tools add to it in ways that can be seen and undone. */
export function StyleField({
  values,
  used,
  max,
  error,
  refused,
  field,
  onText,
  onPut,
  fits,
  marked,
  tool,
  children,
}: {
  values: ComposerValues
  /** The characters of the prompt as it will be sent, with wishes that go into it as words. */
  used: number
  max: number
  error: string | undefined
  /** The phrase that was refused, to be marked. */
  refused: string | null
  field: RefObject<HTMLTextAreaElement | null>
  onText: (prompt: string) => void
  onPut: (prompt: string) => void
  fits: (prompt: string) => boolean
  /** More words to be marked as added. */
  marked: readonly string[]
  /** One more of its tools. */
  tool: ReactNode
  children?: ReactNode
}) {
  const id = useId()
  const { prompt } = values
  const [added, setAdded] = useState<readonly Insertion[] | null>(null)
  const ideas = useRef(0)
  const standing = added?.filter(({ words }) => prompt.includes(words)) ?? []
  const marks = [
    ...(refused ? markWords(prompt, refused, 'refused') : []),
    ...[...standing.map(({ words }) => words), ...marked].flatMap((words) =>
      markWords(prompt, words, 'added').slice(-1),
    ),
  ]
  const enhance = async () => {
    const rules = await import('./add-detail.ts').catch(() => null)
    if (!rules) return announce('No connection, so nothing was added.')
    // What was typed while the rules were loading counts, too.
    const typed = field.current?.value ?? prompt
    const { genre, mood, bpm, key } = values.mode === 'custom' ? values : NO_CHIPS
    const detailed = rules.addDetail(typed, { chosen: { genre, mood, tempo: bpm, key }, fits })
    setAdded(detailed.added)
    onPut(detailed.prompt)
    announce(
      detailed.added.length > 0
        ? `Added: ${detailed.added.map(({ words }) => words).join(', ')}`
        : NOTHING_TO_ADD,
    )
  }
  const surprise = () => {
    // The remainder is below the number of ideas.
    const idea = IDEAS[ideas.current % IDEAS.length] as string
    ideas.current += 1
    setAdded(null)
    onPut(idea)
    field.current?.focus()
  }
  const tooMany = sayTooMany(used, max)
  const isOver = tooMany !== null
  useEffect(() => {
    if (isOver) announce('The description is too long.')
  }, [isOver])
  const says = error ?? tooMany
  return (
    <div className={styles.field} data-wrong={says ? true : undefined}>
      <div className={styles.top}>
        <label htmlFor={id}>What should it sound like?</label>
        <Count used={used} max={max} />
      </div>
      <LayeredText
        id={id}
        ref={field}
        name="prompt"
        rows={3}
        text={prompt}
        onText={onText}
        placeholder="Warm lo-fi beat, brushed drums, a mellow electric piano, rain on the window"
        aria-describedby={says ? `${id}-error` : undefined}
        aria-invalid={says ? true : undefined}
      >
        {splitText(prompt, marks).map(({ text, kind, from }) =>
          kind ? (
            <mark key={from} className={styles[kind]}>
              {text}
            </mark>
          ) : (
            text
          ),
        )}
        {/* An empty last line has its height, too. */}
        {'\u200b'}
      </LayeredText>
      {added && (standing.length > 0 || added.length === 0) && (
        <AddedDetail
          standing={standing}
          onTakeOut={(each) => onPut(takeOut(prompt, each))}
          onKeep={() => setAdded(null)}
          onUndo={() => {
            setAdded(null)
            onPut(standing.reduce(takeOut, prompt))
          }}
        />
      )}
      <div className={`${styles.tools} needs-script`}>
        <button type="button" className={styles.tool} onClick={enhance}>
          <Sparkles size={14} aria-hidden /> Add detail
        </button>
        <button type="button" className={styles.tool} onClick={surprise}>
          <Dices size={14} aria-hidden /> Surprise me
        </button>
        {tool}
      </div>
      {says && (
        <p id={`${id}-error`} className={styles.error}>
          {says}
        </p>
      )}
      {children}
    </div>
  )
}

const NO_CHIPS = { genre: '', mood: '', bpm: '', key: '' }

const SHOWN_FROM = 0.8

/** Shown once the room gets short. */
export function Count({ used, max }: { used: number; max: number }) {
  if (used < max * SHOWN_FROM) return null
  return (
    <span className={styles.count} data-wrong={used > max || undefined}>
      {formatNumber(used)} / {formatNumber(max)}
      <span className="visually-hidden"> characters</span>
    </span>
  )
}
