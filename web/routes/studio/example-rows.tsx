import type { Example } from '../../api/read-examples.ts'
import { TrackArt } from '../../covers/track-art.tsx'
import { playableExample } from '../../examples/playable-example.ts'
import { UsePrompt } from '../../examples/use-prompt.tsx'
import { useWarmUp } from '../../examples/use-warm-up.ts'
import { PlayButton } from '../../tracks/play-button.tsx'
import styles from './example-rows.module.css'

/** Songs to hear and to begin with, for somebody who has none yet. */
export function ExampleRows({ examples }: { examples: Example[] }) {
  return (
    <ul className={styles.rows} aria-label="Examples">
      {examples.map((example) => (
        <ExampleRow key={example.id} example={example} all={examples} />
      ))}
    </ul>
  )
}

function ExampleRow({ example, all }: { example: Example; all: Example[] }) {
  const { id, title, prompt, audioUrl } = example
  const art = useWarmUp(audioUrl)
  return (
    <li className={styles.row}>
      <div ref={art} className={styles.art}>
        <TrackArt trackId={id} size={48} />
        <PlayButton
          track={playableExample(example)}
          queue={all.map(playableExample)}
          listName="Examples"
          look="onArt"
        />
      </div>
      <div className={styles.words}>
        <p className={styles.title}>
          <span dir="auto">{title}</span> <span className={styles.badge}>Example</span>
        </p>
        <p className={styles.prompt} dir="auto" title={prompt}>
          {prompt}
        </p>
      </div>
      <UsePrompt example={example} />
    </li>
  )
}
