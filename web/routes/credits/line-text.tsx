import { Link } from 'react-router'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'

/**
 * What happened, in words: a track's title links to the track, the words of a purchase to the
 * purchase. `isShort` where the line stands for a track's hold and how it ended.
 */
export function LineText({ line, isShort = false }: { line: LedgerLine; isShort?: boolean }) {
  const { trackId, trackTitle, purchaseId } = line
  const words = (isShort && sayShortly(line)) || line.text
  if (purchaseId !== null) return <Link to={`/credits/purchases/${purchaseId}`}>{words}</Link>
  if (trackId === null || trackTitle === null) return words
  const start = words.indexOf(trackTitle)
  if (start < 0) return <Link to={`/tracks/${trackId}`}>{words}</Link>
  return (
    <>
      {words.slice(0, start)}
      <Link to={`/tracks/${trackId}`}>
        <bdi>{trackTitle}</bdi>
      </Link>
      {words.slice(start + trackTitle.length)}
    </>
  )
}

function sayShortly({ kind, trackTitle }: LedgerLine): string | null {
  const track = trackTitle === null ? 'a track' : `“${trackTitle}”`
  if (kind === 'settle') return `Made ${track}`
  return kind === 'hold' ? `On hold for ${track}` : null
}
