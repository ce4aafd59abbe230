import styles from './track.module.css'

/** The words as they were given, each line in its own direction; section tags stand out. */
export function TrackLyrics({ lyrics }: { lyrics: string }) {
  const lines = lyrics.split('\n')
  return (
    <section className={styles.lyrics} aria-labelledby="lyrics">
      <h2 id="lyrics">Lyrics</h2>
      <p>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never change
          <span key={index} dir="auto" data-tag={/^\s*\[[^\]]*\]\s*$/.test(line) || undefined}>
            {line || '\u00a0'}
          </span>
        ))}
      </p>
    </section>
  )
}
