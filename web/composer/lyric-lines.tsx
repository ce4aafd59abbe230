import { memo } from 'react'
import styles from './lyric-lines.module.css'
import type { LyricLine } from './singable.ts'
import { markWords, splitText } from './split-text.ts'

/** The lyrics as the layer beneath the field shows them, line by line. */
export const LyricLines = memo(function LyricLines({
  lines,
  refused,
}: {
  lines: readonly LyricLine[]
  refused: string | null
}) {
  return lines.map(({ kind, text }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
    <div key={at} className={styles.line} data-kind={kind} data-line>
      {refused === null
        ? text
        : splitText(text, markWords(text, refused, 'refused')).map((piece) =>
            piece.kind ? (
              <mark key={piece.from} className={styles.refused}>
                {piece.text}
              </mark>
            ) : (
              piece.text
            ),
          )}
      {text === '' && '\u200b'}
    </div>
  ))
})
