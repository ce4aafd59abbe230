import styles from './idea-list.module.css'
import { IDEAS } from './ideas.ts'

const SHOWN = 3

/** Some whole descriptions, for somebody who has none yet. */
export function IdeaList({ onPick }: { onPick: (prompt: string) => void }) {
  return (
    <section className={`${styles.ideas} needs-script`} aria-labelledby="need-an-idea">
      <h3 id="need-an-idea">Need an idea?</h3>
      <ul>
        {IDEAS.slice(0, SHOWN).map((idea) => (
          <li key={idea}>
            <button type="button" className={styles.idea} onClick={() => onPick(idea)}>
              <span>{idea}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
