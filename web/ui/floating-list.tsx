import { Popover as Parts } from 'radix-ui'
import { useMemo } from 'react'
import styles from './floating-list.module.css'

/**
 * A list beneath a place on the screen, for a text field that keeps the focus: the field has
 * `aria-controls` with the list's `id` and `aria-activedescendant` with `{id}-{chosen}`.
 */
export function FloatingList({
  id,
  label,
  at,
  options,
  chosen,
  onTake,
}: {
  id: string
  label: string
  at: DOMRect
  options: readonly { value: string; text: string }[]
  /** The index of the option that Enter takes. */
  chosen: number
  onTake: (value: string) => void
}) {
  const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => at } }), [at])
  return (
    <Parts.Root open>
      <Parts.Anchor virtualRef={anchor} />
      <Parts.Portal>
        <Parts.Content
          className={styles.floating}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          role="presentation"
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <div id={id} role="listbox" aria-label={label}>
            {options.map(({ value, text }, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus
              <div
                key={value}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={styles.option}
                onPointerDown={(event) => {
                  event.preventDefault()
                  onTake(value)
                }}
              >
                {text}
              </div>
            ))}
          </div>
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
