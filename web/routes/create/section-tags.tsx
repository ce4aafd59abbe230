import type { RefObject } from 'react'
import styles from './section-tags.module.css'
import { SECTION_TAGS } from './wishes.ts'

/** Buttons that put a section's tag into the lyrics where the cursor is. */
export function SectionTags({
  editor,
  disabled,
}: {
  editor: RefObject<HTMLTextAreaElement | null>
  disabled: boolean
}) {
  return (
    <fieldset className={`${styles.tags} needs-script`} disabled={disabled}>
      <legend className="visually-hidden">Insert a section tag</legend>
      {SECTION_TAGS.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.tag}
          onClick={() => insertTag(editor.current, tag)}
        >
          [{tag}]
        </button>
      ))}
    </fieldset>
  )
}

/** Puts the tag on a line of its own and leaves the cursor beneath it. */
function insertTag(editor: HTMLTextAreaElement | null, tag: string): void {
  if (!editor) return
  const { value, selectionStart, selectionEnd } = editor
  const gap = gapAfter(value.slice(0, selectionStart))
  editor.setRangeText(`${gap}[${tag}]\n`, selectionStart, selectionEnd, 'end')
  editor.dispatchEvent(new Event('input', { bubbles: true }))
  editor.focus()
}

/** What makes an empty line between the words before and the tag. */
function gapAfter(before: string): string {
  if (before === '' || before.endsWith('\n\n')) return ''
  return before.endsWith('\n') ? '\n' : '\n\n'
}
