import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows.ts'

const ROW_HEIGHT = 64
const DAY_HEIGHT = 40
const BEYOND_THE_WINDOW = 8

/** The same list, with empty space where rows are far from the window. Rows are all of one height, so nothing shifts. */
export default function VirtualRows({
  rows,
  renderRows,
}: {
  rows: Row[]
  renderRows: (rows: readonly Row[]) => ReactNode
}) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect()
    if (box) setTop(box.top + window.scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (isDay(rows[index]) ? DAY_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: BEYOND_THE_WINDOW,
    scrollMargin: top,
  })
  const shown = virtual.getVirtualItems()
  const before = (shown[0]?.start ?? top) - top
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? top) - top)
  return (
    <div ref={list} style={{ paddingTop: before, paddingBottom: after }}>
      {renderRows(rows.slice(shown[0]?.index ?? 0, (shown.at(-1)?.index ?? -1) + 1))}
    </div>
  )
}

function isDay(row: Row | undefined): boolean {
  return row !== undefined && !('track' in row)
}

function keyOf(row: Row | undefined, index: number): string | number {
  if (row === undefined) return index
  return 'track' in row ? row.track.id : row.day
}
