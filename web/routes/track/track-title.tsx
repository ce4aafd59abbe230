import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-router'
import { RenameField } from '../../tracks/rename-field.tsx'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useHydrated } from '../../ui/use-hydrated.ts'
import styles from './track-title.module.css'

const LONG = 28
const LONGEST = 60

/** The title. Its pencil, a double press or F2 makes a field of it; Enter saves, Escape restores. */
export function TrackTitle({
  track,
  error,
}: {
  track: { id: string; title: string }
  error: string | undefined
}) {
  const [isOpen, setIsOpen] = useState(false)
  const { rename } = useChangeTracks()
  const isHydrated = useHydrated()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || event.defaultPrevented) return
      event.preventDefault()
      setIsOpen(true)
    }
    window.addEventListener('keydown', open)
    return () => window.removeEventListener('keydown', open)
  }, [])
  const close = (title: string | null) => {
    setIsOpen(false)
    if (title) rename(track, title)
    requestAnimationFrame(() => heading.current?.focus())
  }
  if (isOpen) return <RenameField title={track.title} isLarge onEnd={close} />
  const length = [...track.title].length
  return (
    <>
      <h1
        ref={heading}
        dir="auto"
        tabIndex={-1}
        title={track.title}
        data-length={length > LONGEST ? 'longest' : length > LONG ? 'long' : undefined}
        onDoubleClick={() => setIsOpen(true)}
      >
        {track.title}
      </h1>
      {isHydrated ? (
        <IconButton
          aria-label="Rename"
          aria-keyshortcuts="F2"
          title="Rename (F2)"
          onClick={() => setIsOpen(true)}
        >
          <Pencil size={16} aria-hidden />
        </IconButton>
      ) : (
        <details className={styles.form} open={error !== undefined}>
          <summary>Rename</summary>
          <Form method="post">
            {error && <p role="alert">{error}</p>}
            <input
              name="title"
              aria-label="Title"
              dir="auto"
              required
              maxLength={120}
              defaultValue={track.title}
            />
            <Button type="submit" name="intent" value="rename">
              Save
            </Button>
          </Form>
        </details>
      )}
    </>
  )
}
