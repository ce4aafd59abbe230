import { useState } from 'react'
import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { sayConfidence, sayLevel, saySound } from '../../sound/say-measures.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { ChromaWheel } from './chroma-wheel.tsx'
import { LoudnessCurve } from './loudness-curve.tsx'
import { MakeLikeThis } from './make-like-this.tsx'
import { ShareBar } from './share-bar.tsx'
import styles from './sound-report.module.css'
import { TempoFact } from './tempo-fact.tsx'
import { Waveform } from './waveform.tsx'

/** What was measured of one song, in pictures and figures. */
export function SoundReport({ name, measures }: { name: string; measures: SoundMeasures }) {
  const { key, keyConfidence, keyOther, chroma, loudnessOverTime } = measures
  const [times, setTimes] = useState(1)
  const bpm = measures.bpm === null ? null : measures.bpm * times
  return (
    <section aria-label={`Measures of ${name}`} className={styles.report}>
      <header className={styles.head}>
        <h2 dir="auto">{name}</h2>
        <p>
          {formatDuration(measures.durationSeconds)} · {saySound(measures)}
        </p>
      </header>
      <div className={styles.pictures}>
        <Waveform peaks={measures.peaks} />
        <LoudnessCurve overTime={loudnessOverTime} durationSeconds={measures.durationSeconds} />
      </div>
      <div className={styles.facts}>
        <TempoFact measures={measures} times={times} onTimes={setTimes} />
        <div className={styles.fact}>
          <h3>Key</h3>
          <p className={styles.figure}>{key ?? 'Not clear'}</p>
          <p className={styles.note}>{sayConfidence(keyConfidence, keyOther)}</p>
          {chroma && <ChromaWheel chroma={chroma} />}
        </div>
        <div className={styles.fact}>
          <h3>Loudness</h3>
          <p className={styles.figure}>{sayLevel(measures.loudnessLufs, 'LUFS')}</p>
          <dl className={styles.more}>
            <dt>Range</dt>
            <dd>{sayLevel(measures.loudnessRangeLu, 'LU')}</dd>
            <dt>True peak</dt>
            <dd>{sayLevel(measures.truePeakDbtp, 'dBTP')}</dd>
          </dl>
        </div>
        <div className={styles.fact}>
          <h3>Character</h3>
          <ShareBar name="Energy" from="sparse" to="dense" share={measures.energy} />
          <ShareBar name="Brightness" from="dark" to="bright" share={measures.brightness} />
        </div>
      </div>
      <MakeLikeThis measures={{ ...measures, bpm }} />
    </section>
  )
}
