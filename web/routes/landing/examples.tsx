import type { Example } from '../../api/read-examples.ts'
import type { PlayableTrack } from '../../player/player-provider.tsx'
import { PlayButton } from '../../tracks/play-button.tsx'
import { Button } from '../../ui/button.tsx'
import { TrackArt } from '../../ui/track-art.tsx'
import styles from './examples.module.css'
import { playableExample } from './playable-example.ts'
import sections from './sections.module.css'
import { StartForm } from './start-form.tsx'
import { useWarmUp } from './use-warm-up.ts'

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
  const { id, title, prompt, instrumental, audioUrl } = example
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
      <StartForm>
        <input type="hidden" name="prompt" value={prompt} />
        {instrumental && <input type="hidden" name="instrumental" value="true" />}
        <Button type="submit" size="small" aria-label={`Use this prompt: ${title}`}>
          Use this prompt
        </Button>
      </StartForm>
    </li>
  )
}
