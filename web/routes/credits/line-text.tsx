import { Link } from 'react-router'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'

/** What happened, in words: a track's title links to the track, the words of a purchase to the purchase. */
export function LineText({ line }: { line: LedgerLine }) {
  const { text, trackId, trackTitle, purchaseId } = line
  if (purchaseId !== null) return <Link to={`/credits/purchases/${purchaseId}`}>{text}</Link>
  if (trackId === null || trackTitle === null) return text
  const start = text.indexOf(trackTitle)
  if (start < 0) return <Link to={`/tracks/${trackId}`}>{text}</Link>
  return (
    <>
      {text.slice(0, start)}
      <Link to={`/tracks/${trackId}`}>{trackTitle}</Link>
      {text.slice(start + trackTitle.length)}
    </>
  )
}
