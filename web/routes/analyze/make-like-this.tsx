import { describeSound, sayStyle } from '../../../worker/audio/analysis/describe-sound.ts'
import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { StartForm } from '../../examples/start-form.tsx'
import { useVisitor } from '../../shell/visitor.ts'
import { Button } from '../../ui/button.tsx'
import styles from './make-like-this.module.css'

/** Takes what was measured on: into the composer, where tempo and key are wishes, or in words through sign-up. */
export function MakeLikeThis({ measures }: { measures: SoundMeasures }) {
  const { person } = useVisitor()
  const { bpm, key } = measures
  const { words, prompt } = describeSound(measures)
  const first = person ? sayStyle(words) : prompt
  return (
    <StartForm className={styles.make}>
      <h3>Make something like this</h3>
      <label htmlFor="like-this">
        What was measured is there{person && bpm !== null ? ', and the tempo goes along' : ''}. Add
        what plays, who sings, and what it is about.
      </label>
      <textarea
        key={first}
        id="like-this"
        name="prompt"
        dir="auto"
        rows={3}
        required
        defaultValue={first}
      />
      {person && bpm !== null && <input type="hidden" name="bpm" value={Math.round(bpm)} />}
      {person && key !== null && <input type="hidden" name="key" value={key} />}
      <Button type="submit" look="primary">
        {person ? 'Take it to the studio' : 'Make this track'}
      </Button>
    </StartForm>
  )
}
