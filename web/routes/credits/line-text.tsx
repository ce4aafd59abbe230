import { Link } from 'react-router'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'

/** What happened, in words: a track's title links to the track, the words of a purchase to the purchase. */
export function LineText({ line }: { line: LedgerLine }) {
  const { text, trackId, trackTitle, purchaseId } = line
  if (purchaseId !== null) return <Link to={`/credits/purchases/${purchaseId}`}>{text}</Link>
  if (trackId === null || trackTitle === null) return SHORT[line.kind]?.('a track') ?? text
  const words = SHORT[line.kind]?.(`“${trackTitle}”`) ?? text
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

const SHORT: Partial<Record<LedgerLine['kind'], (track: string) => string>> = {
  hold: (track) => `On hold for ${track}`,
  settle: (track) => `Made ${track}`,
}
