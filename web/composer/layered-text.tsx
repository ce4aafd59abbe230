import type { ComponentProps, ReactNode, Ref } from 'react'
import { useHydrated } from '../ui/use-hydrated.ts'
import styles from './layered-text.module.css'

/** Beyond this a second copy of the text would make typing slow. */
const LAYERED_LENGTH_MAX = 20_000

/**
 * A plain text field that grows with its words, over a layer that shows them once more: `children` are
 * the same words with marks, and the field's own are clear. The layer's marks must not move a letter.
 */
export function LayeredText({
  text,
  onText,
  layer,
  children,
  ...control
}: Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'children'> & {
  text: string
  onText: (text: string) => void
  layer?: Ref<HTMLDivElement>
  children: ReactNode
}) {
  const isLayered = useHydrated() && text.length <= LAYERED_LENGTH_MAX
  return (
    <div className={styles.text} data-layered={isLayered || undefined}>
      {isLayered && (
        <div ref={layer} className={styles.layer} aria-hidden="true">
          {children}
        </div>
      )}
      <textarea
        {...control}
        className={styles.area}
        dir="auto"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}

/** Whether a text is short enough to be shown with marks. */
export function isLayered(text: string): boolean {
  return text.length <= LAYERED_LENGTH_MAX
}
