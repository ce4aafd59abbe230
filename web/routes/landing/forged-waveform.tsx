import styles from './forged-waveform.module.css'
import { BARS_PATH, SECTIONS, WAVE_HEIGHT, WAVE_WIDTH } from './waveform-shape.ts'

/** A song as it leaves the forge: white-hot where it begins, amber, steel, and cooled to blue. */
export function ForgedWaveform() {
  return (
    <div className={styles.forge} aria-hidden="true">
      <svg
        aria-hidden="true"
        className={styles.wave}
        viewBox={`0 0 ${WAVE_WIDTH} ${WAVE_HEIGHT}`}
        preserveAspectRatio="xMidYMid slice"
      >
        <defs>
          <linearGradient id="forged-heat" x1="0" x2={WAVE_WIDTH} gradientUnits="userSpaceOnUse">
            <stop className={styles.white} />
            <stop offset="0.14" stopColor="#ffb24d" />
            <stop offset="0.36" stopColor="#f0975a" />
            <stop offset="0.56" className={styles.steel} />
            <stop offset="0.78" stopColor="#5f8fff" />
            <stop offset="1" stopColor="#3a77ff" />
          </linearGradient>
          <filter id="forged-glow" x="-10%" y="-60%" width="120%" height="220%">
            <feGaussianBlur stdDeviation="22" />
          </filter>
          <path id="forged-bars" d={BARS_PATH} fill="none" strokeWidth="7" strokeLinecap="round" />
        </defs>
        <use
          href="#forged-bars"
          stroke="url(#forged-heat)"
          filter="url(#forged-glow)"
          className={styles.glow}
        />
        <use href="#forged-bars" stroke="url(#forged-heat)" className={styles.bars} />
      </svg>
      <div className={styles.sections}>
        {SECTIONS.map(({ name, bars }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sections never change
          <span key={place} style={{ flexGrow: bars }}>
            [{name}]
          </span>
        ))}
      </div>
    </div>
  )
}
