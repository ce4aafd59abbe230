import styles from './how-it-works.module.css'
import sections from './sections.module.css'

export function HowItWorks() {
  return (
    <section aria-labelledby="how" className={sections.section}>
      <h2 id="how">From words to a track in three steps</h2>
      <ol className={styles.steps}>
        <li>
          <figure aria-hidden="true" className={styles.drawing}>
            <p className={styles.words}>
              <span>[Verse]</span>
              Streetlights hum along the river
              <br />
              <span>[Chorus]</span>
              Carry me home, carry me slow
            </p>
          </figure>
          <h3>Describe it</h3>
          <p>
            One sentence is enough. Or go further: your own lyrics with their sections, genre, mood,
            tempo, key and length.
          </p>
        </li>
        <li>
          <figure aria-hidden="true" className={styles.drawing}>
            <ul className={styles.stages}>
              <li data-done>Getting ready</li>
              <li data-done>In line</li>
              <li data-now>Making the music</li>
              <li>Saving your track</li>
            </ul>
          </figure>
          <h3>Watch it being made</h3>
          <p>See where it stands and how long it will take. Cancel it at any time.</p>
        </li>
        <li>
          <figure aria-hidden="true" className={styles.drawing}>
            <svg viewBox="0 0 240 72" className={styles.wave} aria-hidden="true">
              <defs>
                <linearGradient id="small-heat" x2="240" gradientUnits="userSpaceOnUse">
                  <stop stopColor="#ffb24d" />
                  <stop offset="1" stopColor="#3a77ff" />
                </linearGradient>
              </defs>
              <path
                d={SMALL_WAVE}
                stroke="url(#small-heat)"
                strokeWidth="3"
                strokeLinecap="round"
              />
            </svg>
          </figure>
          <h3>Play it, keep it</h3>
          <p>
            The finished track plays with its real waveform and stays in your library, with the
            prompt and the lyrics that made it. Make more takes and keep the best.
          </p>
        </li>
      </ol>
    </section>
  )
}

const HEIGHTS = [
  4, 7, 12, 9, 16, 12, 20, 15, 24, 18, 30, 22, 33, 26, 34, 24, 30, 20, 26, 16, 20, 13, 17, 22, 28,
  33, 27, 34, 25, 31, 21, 26, 15, 19, 11, 14, 8, 10, 5, 3,
]

const SMALL_WAVE = HEIGHTS.map((half, bar) => `M${3 + bar * 6} ${36 - half}V${36 + half}`).join('')
