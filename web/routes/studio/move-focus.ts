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
