import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { sayLevel } from '../../sound/say-measures.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './loudness-curve.module.css'

const [WIDTH, HEIGHT] = [960, 140]
const [LOUDEST, QUIETEST] = [0, -36]
/** What most streaming services turn songs to. */
const STREAMING_LUFS = -14

const yOf = (lufs: number) =>
  ((LOUDEST - Math.min(LOUDEST, Math.max(QUIETEST, lufs))) / (LOUDEST - QUIETEST)) * HEIGHT

/** Short-term loudness from beginning to end, against what streaming services play at. */
export function LoudnessCurve({
  overTime: { points },
  durationSeconds,
}: {
  overTime: SoundMeasures['loudnessOverTime']
  durationSeconds: number
}) {
  const heard = points.filter((point) => point !== null)
  if (heard.length === 0) return null
  const [quietest, loudest] = [Math.min(...heard), Math.max(...heard)]
  return (
    <figure className={styles.curve}>
      <figcaption>
        <span>Loudness over time</span>
        <span className={styles.legend}>−14 LUFS, where streaming plays</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`Loudness over time: from ${sayLevel(quietest, 'LUFS')} to ${sayLevel(loudest, 'LUFS')}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path className={styles.line} d={pathOf(points)} />
        <path className={styles.mark} d={`M0 ${yOf(STREAMING_LUFS)}H${WIDTH}`} />
      </svg>
      <p className={styles.times} aria-hidden>
        <span>0:00</span>
        <span>{formatDuration(durationSeconds)}</span>
      </p>
    </figure>
  )
}

/** Silence breaks the line. */
function pathOf(points: readonly (number | null)[]): string {
  const step = WIDTH / Math.max(1, points.length - 1)
  return points
    .map((point, index) => {
      if (point === null) return ''
      const isStart = index === 0 || points[index - 1] === null
      return `${isStart ? 'M' : 'L'}${(index * step).toFixed(1)} ${yOf(point).toFixed(1)}`
    })
    .join('')
}
