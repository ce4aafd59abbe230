import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePart } from '../ui/use-part.ts'
import { findOpenTag, insertTag, tagsFor } from './open-tag.ts'

const loadList = async () => (await import('../ui/floating-list.tsx')).FloatingList

/**
 * The list of sections that opens when `[` is typed. The focus stays in the text: what is typed goes on
 * narrows the list down, arrows choose, Enter and Tab take, Escape leaves the bracket alone.
 */
export function useSectionMenu({
  field,
  layer,
  onPut,
}: {
  field: RefObject<HTMLTextAreaElement | null>
  layer: RefObject<HTMLDivElement | null>
  onPut: (lyrics: string) => void
}) {
  const id = useId()
  const [open, setOpen] = useState<{ from: number; typed: string; at: DOMRect } | null>(null)
  const [chosen, setChosen] = useState(0)
  const dismissed = useRef<number | null>(null)
  const tags = open ? tagsFor(open.typed) : []
  const isOpen = open !== null && tags.length > 0

  const follow = (lyrics: string) => {
    const caret = field.current?.selectionStart ?? 0
    const tag = findOpenTag(lyrics, caret)
    if (tag === null) dismissed.current = null
    const at = tag && tag.from !== dismissed.current ? findPlace(layer, lyrics, tag.from) : null
    setOpen(tag && at && { ...tag, at })
    setChosen(0)
  }
  const take = (name: string | undefined) => {
    const text = field.current
    if (!open || !text || name === undefined) return
    const { lyrics, caret } = insertTag(text.value, open, text.selectionStart, name)
    // At once: React's writing puts the caret at the end, and the next key may come before the next frame.
    flushSync(() => {
      setOpen(null)
      onPut(lyrics)
    })
    text.focus()
    text.setSelectionRange(caret, caret)
  }
  return {
    id,
    isOpen,
    tags,
    chosen,
    at: open?.at ?? null,
    take,
    follow,
    followCaret: () => open && field.current && follow(field.current.value),
    close: () => setOpen(null),
    takeKey(event: KeyboardEvent) {
      if (
        !isOpen ||
        event.nativeEvent.isComposing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) setChosen((chosen + step + tags.length) % tags.length)
      else if (event.key === 'Enter' || event.key === 'Tab') take(tags[chosen])
      else if (event.key === 'Escape') {
        dismissed.current = open.from
        setOpen(null)
        event.stopPropagation()
      } else return
      event.preventDefault()
    },
    controls: isOpen
      ? {
          'aria-autocomplete': 'list' as const,
          'aria-controls': id,
          'aria-activedescendant': `${id}-${chosen}`,
        }
      : {},
  }
}

export function SectionMenu({
  menu: { id, isOpen, tags, chosen, at, take },
}: {
  menu: ReturnType<typeof useSectionMenu>
}) {
  const FloatingList = usePart(isOpen, loadList)
  if (!isOpen || !at || !FloatingList) return null
  return (
    <FloatingList
      id={id}
      label="Sections"
      at={at}
      options={tags.map((tag) => ({ value: tag, text: `[${tag}]` }))}
      chosen={chosen}
      onTake={take}
    />
  )
}

/** Where a character stands on the screen: the layer has the same words at the same places. */
function findPlace(
  layer: RefObject<HTMLDivElement | null>,
  lyrics: string,
  at: number,
): DOMRect | null {
  const before = lyrics.slice(0, at)
  const line = layer.current?.querySelectorAll('[data-line]')[before.split('\n').length - 1]
  return line?.getBoundingClientRect() ?? null
}
