const BEFORE_MAX = 24

/** The text with what was searched for marked; an excerpt begins a little before it. */
export function Marked({
  text: given,
  q: asked,
  isExcerpt = false,
}: {
  text: string
  q: string
  isExcerpt?: boolean
}) {
  const [text, q] = [given.normalize('NFC'), asked.normalize('NFC')]
  const at = q ? text.toLocaleLowerCase().indexOf(q.toLocaleLowerCase()) : -1
  if (at < 0) return text
  const from = isExcerpt && at > BEFORE_MAX ? text.lastIndexOf(' ', at - BEFORE_MAX / 2) + 1 : 0
  return (
    <>
      {from > 0 && '… '}
      {text.slice(from, at)}
      <mark>{text.slice(at, at + q.length)}</mark>
      {text.slice(at + q.length)}
    </>
  )
}
