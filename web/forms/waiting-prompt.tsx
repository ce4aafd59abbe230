import styles from './waiting-prompt.module.css'

/** The prompt that somebody brought along, for them to see that it isn't lost. */
export function WaitingPrompt({ prompt }: { prompt: string }) {
  return (
    <figure className={styles.prompt}>
      <figcaption>Your prompt</figcaption>
      <blockquote dir="auto">{prompt}</blockquote>
    </figure>
  )
}
