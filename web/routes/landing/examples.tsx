import type { Example } from '../../api/read-examples.ts'
import { TrackArt } from '../../covers/track-art.tsx'
import { playableExample } from '../../examples/playable-example.ts'
import { UsePrompt } from '../../examples/use-prompt.tsx'
import { useWarmUp } from '../../examples/use-warm-up.ts'
import type { PlayableTrack } from '../../player/player-provider.tsx'
import { PlayButton } from '../../tracks/play-button.tsx'
import styles from './examples.module.css'
import sections from './sections.module.css'

const SHOWN = 6
const ART_SIZE = 240

/** Tracks to hear without an account, each with the prompt that made it. */
export function Examples({ examples }: { examples: Example[] }) {
  if (examples.length === 0) return null
  const queue = examples.map(playableExample)
  return (
    <section aria-labelledby="examples" className={sections.section}>
      <h2 id="examples">Hear what people made</h2>
      <ul aria-labelledby="examples" className={styles.row}>
        {examples.slice(0, SHOWN).map((example) => (
          <ExampleCard key={example.id} example={example} queue={queue} />
        ))}
      </ul>
    </section>
  )
}

function ExampleCard({ example, queue }: { example: Example; queue: PlayableTrack[] }) {
  const { id, title, prompt, audioUrl } = example
  const art = useWarmUp(audioUrl)
  return (
    <li className={styles.card}>
      <div ref={art} className={styles.art}>
        <TrackArt trackId={id} size={ART_SIZE} />
        <div className={styles.play}>
          <PlayButton track={playableExample(example)} queue={queue} listName="Examples" />
        </div>
      </div>
      <h3 dir="auto">{title}</h3>
      <p dir="auto" className={styles.prompt} title={prompt}>
        {prompt}
      </p>
      <p className={`${styles.listen} without-script`}>
        <a href={audioUrl}>Listen</a>
      </p>
      <UsePrompt example={example} />
    </li>
  )
}
