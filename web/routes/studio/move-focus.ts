const TITLE = '[data-row-title]'
const ROW = '[data-track]'
const ACTS = `${TITLE}, button:not([disabled]), input[type="checkbox"]`

/** Moves the focus among a row's title and its controls. False at either end. */
export function focusWithin(row: HTMLElement | null, step: 1 | -1): boolean {
  if (!row) return false
  const acts = [...row.querySelectorAll<HTMLElement>(ACTS)].filter(
    (act) => act.matches(TITLE) || act.checkVisibility(),
  )
  const title = acts.findIndex((act) => act.matches(TITLE))
  // The title comes first: from there → leads through the others in the order of the page.
  const order = [...acts.slice(title, title + 1), ...acts.filter((_, index) => index !== title)]
  const at = order.findIndex((act) => act.matches(':focus'))
  const next = order[at + step]
  next?.focus()
  return next !== undefined
}

/**
 * Moves the focus to the title of the next row, or of the one before where there is none. With a step
 * it moves only that way. Answers the id of that row's track.
 */
export function focusBeside(row: HTMLElement | null, step?: 1 | -1): string | null {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)]
  const at = row ? rows.indexOf(row) : -1
  const beside = step ? rows[at + step] : (rows[at + 1] ?? rows[at - 1])
  beside?.querySelector<HTMLElement>(TITLE)?.focus()
  return beside?.dataset.track ?? null
}

/** Where something stands in the window. */
export type Box = { left: number; right: number; top: number; bottom: number }

/**
 * Moves the focus to the title of the card below (1) or above (-1) this one, in whichever column stands
 * nearest. Answers the id of that card's track; null where there is none.
 */
export function focusAcross(card: HTMLElement | null, step: 1 | -1): string | null {
  const cards = [...document.querySelectorAll<HTMLElement>(ROW)]
  const boxes = cards.map((each) => each.getBoundingClientRect())
  const across = cards[nearestAcross(boxes, card ? cards.indexOf(card) : -1, step)]
  across?.querySelector<HTMLElement>(TITLE)?.focus()
  return across?.dataset.track ?? null
}

/** Which of the boxes stands nearest in the next line below (1) or above (-1) that one; -1 for none. */
export function nearestAcross(boxes: readonly Box[], at: number, step: 1 | -1): number {
  const own = boxes[at]
  if (!own) return -1
  const downTo = (box: Box) => (step === 1 ? box.top - own.top : own.top - box.top)
  const asideTo = (box: Box) => Math.abs(box.left + box.right - own.left - own.right)
  const beyond = boxes.filter((box) => downTo(box) >= (own.bottom - own.top) / 2)
  const line = Math.min(...beyond.map(downTo))
  const [nearest] = beyond
    .filter((box) => downTo(box) - line < 1)
    .sort((a, b) => asideTo(a) - asideTo(b))
  return nearest ? boxes.indexOf(nearest) : -1
}
