import { lazy, Suspense } from 'react'
import type { ModelAnswer } from '../../api/model-answer.ts'
import type { Example } from '../../api/read-examples.ts'
import { playableExample } from '../../examples/playable-example.ts'
import { useWarmUp } from '../../examples/use-warm-up.ts'
import { PlayButton } from '../../tracks/play-button.tsx'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './hero-track.module.css'

const WAVE_HEIGHT = 128

/** Not with the page's first scripts: the words come first. */
const TrackWaveform = lazy(async () => {
  const { TrackWaveform: waveform } = await import('../../player/track-waveform.tsx')
  return { default: waveform }
})

/** A song that left the forge: it plays at a press, and says what it was made from. */
export function HeroTrack({
  example,
  examples,
  models,
}: {
  example: Example
  examples: Example[]
  models: ModelAnswer[]
}) {
  const { title, prompt, model, durationSeconds, audioUrl } = example
  const track = playableExample(example)
  const figure = useWarmUp(audioUrl)
  return (
    <figure
      ref={figure}
      aria-label={`An example: ${title}`}
      className={`${styles.track} needs-script`}
    >
      <div className={styles.play}>
        <PlayButton
          track={track}
          queue={examples.map(playableExample)}
          listName="Examples"
          look="large"
        />
      </div>
      <div className={styles.wave} style={{ minHeight: WAVE_HEIGHT }}>
        <Suspense>
          <TrackWaveform track={track} height={WAVE_HEIGHT} />
        </Suspense>
      </div>
      <figcaption className={styles.words}>
        <strong dir="auto">{title}</strong>
        <span className={styles.prompt}>
          made from: <q dir="auto">{prompt}</q>
        </span>
        <span className={styles.facts}>
          {[
            models.find(({ id }) => id === model)?.name ?? model,
            durationSeconds !== null && formatDuration(durationSeconds),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </figcaption>
    </figure>
  )
}
