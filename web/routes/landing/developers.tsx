import styles from './developers.module.css'
import sections from './sections.module.css'

/** For those who would rather run it than use it. */
export function Developers() {
  return (
    <section aria-labelledby="developers" className={sections.section}>
      <div className={styles.strip}>
        <div>
          <h2 id="developers">Open source, all of it</h2>
          <p>
            No GPU needed. SoundFoundry runs on Cloudflare Workers, with Postgres for the truth and
            music models in the cloud. Run your own, script the API, or read every line. The license
            is MIT.
          </p>
        </div>
        <pre className={styles.code}>
          <code>npm start</code>
        </pre>
      </div>
    </section>
  )
}
