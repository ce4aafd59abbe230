import styles from './promises.module.css'
import { Receipt } from './receipt.tsx'
import sections from './sections.module.css'

const PROMISES = [
  {
    name: 'Your files are yours',
    words: 'Every track is private in your library until you decide otherwise.',
  },
  {
    name: 'Runs without a GPU',
    words:
      'The studio lives at the edge and leaves the heavy work to music models in the cloud. There is nothing to install.',
  },
  {
    name: 'Open source',
    words: 'Read every line, or run a studio of your own. The licence is MIT.',
  },
]

export function Promises({ creditsPerTrack }: { creditsPerTrack: number }) {
  return (
    <section aria-labelledby="promises" className={sections.section}>
      <h2 id="promises">What you can count on</h2>
      <div className={styles.grid}>
        <div className={styles.first}>
          <h3>A failed track costs nothing</h3>
          <p>
            Credits are set aside while a track is made, and taken only once the finished audio is
            stored. If it fails or you cancel, they come back by themselves.
          </p>
          <Receipt creditsPerTrack={creditsPerTrack} />
        </div>
        <ul className={styles.others}>
          {PROMISES.map(({ name, words }) => (
            <li key={name}>
              <h3>{name}</h3>
              <p>{words}</p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
