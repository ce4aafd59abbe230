import styles from './promises.module.css'
import { Receipt } from './receipt.tsx'
import sections from './sections.module.css'

const PROMISES = [
  {
    name: 'Yours alone',
    words: 'Only you can hear your tracks. Delete your account, and they are gone for good.',
  },
  {
    name: 'The price comes first',
    words: 'It’s on the button, next to your balance. There is no subscription.',
  },
  {
    name: 'Nothing to install',
    words: 'It runs in your browser, on a phone as well as on a computer.',
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
            Its credits are on hold while we make it, and we take them only once the finished audio
            is stored and plays. If it fails, you get them back at once.
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
