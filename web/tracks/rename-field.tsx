import { useEffect, useRef } from 'react'
import styles from './rename-field.module.css'

/** The title as a field in its own place. Enter or leaving it saves, Escape keeps the old one (null). */
export function RenameField({
  title,
  isLarge = false,
  onEnd,
}: {
  title: string
  isLarge?: boolean
  onEnd: (title: string | null) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  const isOver = useRef(false)
  useEffect(() => field.current?.select(), [])
  const end = (named: string | null) => {
    if (isOver.current) return
    isOver.current = true
    onEnd(named?.trim() || null)
  }
  return (
    <input
      ref={field}
      className={styles.field}
      data-large={isLarge || undefined}
      dir="auto"
      aria-label="Title"
      defaultValue={title}
      maxLength={120}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) end(event.currentTarget.value)
        if (event.key === 'Escape') end(null)
      }}
    />
  )
}
