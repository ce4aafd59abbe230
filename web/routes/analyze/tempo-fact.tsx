import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { BPM_MAX, BPM_MIN } from '../../composer/wish-options.ts'
import { sayConfidence } from '../../sound/say-measures.ts'
import { Button } from '../../ui/button.tsx'
import styles from './sound-report.module.css'

/** The tempo, which people may hear at half or double of what was measured: that is theirs to say. */
export function TempoFact({
  measures: { bpm, bpmConfidence, bpmOther },
  times,
  onTimes,
}: {
  measures: SoundMeasures
  /** What the measured tempo is multiplied by. */
  times: number
  onTimes: (times: number) => void
}) {
  const shown = bpm === null ? null : Math.round(bpm * times)
  const other = bpmOther === null ? null : `${Math.round(bpmOther)} BPM`
  return (
    <div className={styles.fact}>
      <h3>Tempo</h3>
      <p className={styles.figure} aria-live="polite">
        {shown === null ? (
          'No steady beat'
        ) : (
          <>
            {shown} <small>BPM</small>
          </>
        )}
      </p>
      <p className={styles.note}>{sayConfidence(bpmConfidence, other)}</p>
      {shown !== null && (
        <div>
          <Button
            type="button"
            size="small"
            aria-label="Half the tempo"
            disabled={shown / 2 < BPM_MIN}
            onClick={() => onTimes(times / 2)}
          >
            ÷2
          </Button>{' '}
          <Button
            type="button"
            size="small"
            aria-label="Double the tempo"
            disabled={shown * 2 > BPM_MAX}
            onClick={() => onTimes(times * 2)}
          >
            ×2
          </Button>
        </div>
      )}
    </div>
  )
}
