import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { linesOf, type Row } from './rows.ts'

/** In `rem`: rows grow with the text. */
const ROW_HEIGHT = 4
const DAY_HEIGHT = 2.5
const USUAL_REM = 16
const BEYOND_THE_WINDOW = { rows: 8, grid: 3 }

/** What a grid has until it is measured. */
const GRID = { columns: 4, height: 270 }

/**
 * The same list, with empty space where rows are far from the window. Rows are all of one height, and so
 * are a grid's lines, so nothing shifts.
 */
export default function VirtualRows({
  rows,
  isGrid,
  renderRows,
}: {
  rows: Row[]
  isGrid: boolean
  renderRows: (rows: readonly Row[]) => ReactNode
}) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [rem, setRem] = useState(USUAL_REM)
  const [grid, setGrid] = useState(GRID)
  const { columns, height } = isGrid ? grid : { columns: 1, height: ROW_HEIGHT * rem }
  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const measure = () => {
      setTop(box.getBoundingClientRect().top + window.scrollY)
      setRem(Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
      if (isGrid) setGrid((before) => measureGrid(box, before))
    }
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(document.body)
    return () => sizes.disconnect()
  }, [isGrid])
  const lines = linesOf(rows, columns)
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (isDay(lines[index]) ? DAY_HEIGHT * rem : height),
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: BEYOND_THE_WINDOW[isGrid ? 'grid' : 'rows'],
    scrollMargin: top,
  })
  const shown = virtual.getVirtualItems()
  const before = (shown[0]?.start ?? top) - top
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? top) - top)
  return (
    <div ref={list} style={{ paddingTop: before, paddingBottom: after }}>
      {renderRows(lines.slice(shown[0]?.index ?? 0, (shown.at(-1)?.index ?? -1) + 1).flat())}
    </div>
  )
}

/** How many cards the style sheet puts into a line of this width, and how high they are. */
function measureGrid(box: HTMLElement, before: typeof GRID): typeof GRID {
  const [line] = box.getElementsByTagName('ul')
  const card = line?.firstElementChild
  if (!line || !card) return before
  const columns = getComputedStyle(line).gridTemplateColumns.split(' ').length
  const { height } = card.getBoundingClientRect()
  return columns === before.columns && height === before.height ? before : { columns, height }
}

function isDay(line: Row[] | undefined): boolean {
  return line?.[0] !== undefined && !('track' in line[0])
}

function keyOf(line: Row[] | undefined, index: number): string | number {
  const [row] = line ?? []
  if (row === undefined) return index
  return 'track' in row ? row.track.id : row.day
}
