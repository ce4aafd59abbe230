import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import styles from './example-prompts.module.css'

const PROMPTS = [
  'Driving synthwave for a night ride, wide pads, gated snare',
  'Acoustic folk song about coming home in the first snow',
]

/** Prompts to start from, as links that open the form with the words filled in. `onPick` takes the words instead. */
export function ExamplePrompts({ onPick }: { onPick?: (prompt: string) => void }) {
  const pick = (event: MouseEvent, prompt: string) => {
    if (!onPick || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onPick(prompt)
  }
  return (
    <ul aria-label="Examples to start from" className={styles.examples}>
      {PROMPTS.map((prompt) => (
        <li key={prompt}>
          <Link
            to={`/create?prompt=${encodeURIComponent(prompt)}`}
            onClick={(event) => pick(event, prompt)}
          >
            {prompt}
          </Link>
        </li>
      ))}
    </ul>
  )
}
