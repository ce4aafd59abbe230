import type { ApiError } from '../api/answers.ts'
import styles from './refusal-note.module.css'
import { replacePhrase } from './replace-phrase.ts'

/** Puts what the studio offers in the place of a refused phrase, in one press. */
export function RefusalNote({
  refusal: { phrase, rewording },
  text,
  onUse,
}: {
  refusal: NonNullable<ApiError['refusal']>
  text: string
  onUse: (text: string) => void
}) {
  const use = () => onUse(replacePhrase(text, phrase, rewording ?? ''))
  return (
    <p className={styles.note}>
      <button type="button" className={styles.use} onClick={use}>
        {rewording ? `Use “${rewording}”` : `Take out “${phrase}”`}
      </button>
    </p>
  )
}
