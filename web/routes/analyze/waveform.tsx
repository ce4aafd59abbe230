import type { WaveformPeaks } from '../../../worker/audio/waveform-peaks.ts'
import { barsOf } from '../../player/peaks.ts'
import styles from './waveform.module.css'

const [WIDTH, HEIGHT, BARS] = [960, 120, 192]
const PITCH = WIDTH / BARS
const LOWEST = 2

/** The whole song from left to right. */
export function Waveform({ peaks }: { peaks: WaveformPeaks }) {
  const bars = barsOf({ data: peaks.data, fullScale: 2 ** (peaks.bits - 1) }, BARS)
  const line = (bar: number, index: number) => {
    const height = Math.max(LOWEST, bar * HEIGHT)
    return `M${((index + 0.5) * PITCH).toFixed(1)} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`
  }
  return (
    <svg
      role="img"
      aria-label="Waveform of the whole song"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={styles.waveform}
    >
      <linearGradient id="analyze-forge">
        <stop className={styles.from} />
        <stop className={styles.to} offset="1" />
      </linearGradient>
      {/* A gradient over a path of upright lines alone has a width, and so a direction. */}
      <path d={bars.map(line).join('')} stroke="url(#analyze-forge)" />
    </svg>
  )
}
