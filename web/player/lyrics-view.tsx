import styles from './lyrics-view.module.css'

const TAG = /^\s*\[[^\]]*\]\s*$/

/** The words of a song, each line in its own direction, its section tags apart. */
export function LyricsView({ lyrics }: { lyrics: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long words must scroll by keyboard, too.
    <section className={styles.lyrics} aria-label="Lyrics" tabIndex={0}>
      {lyrics.split(/\r?\n/).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place.
        <p key={at} dir="auto" className={TAG.test(line) ? styles.tag : undefined}>
          {line.trim() || '\u00a0'}
        </p>
      ))}
    </section>
  )
}
