import styles from './variation-choice.module.css'

const COUNTS = ['1', '2', '3', '4']

/** How many takes of the song to make: it stands beside the price, which it multiplies. */
export function VariationChoice({
  isOffered,
  chosen,
  error,
}: {
  isOffered: boolean
  chosen: string
  error: string | undefined
}) {
  return (
    <fieldset disabled={!isOffered} hidden={!isOffered} className={styles.choice}>
      <legend>Variations</legend>
      <div className={styles.counts}>
        {COUNTS.map((count) => (
          <label key={count} className={styles.count}>
            <input
              type="radio"
              name="variations"
              value={count}
              defaultChecked={count === (chosen || '1')}
              aria-describedby="variations-say"
            />
            <span>{count}</span>
          </label>
        ))}
      </div>
      <p id="variations-say" className={error ? styles.error : styles.says}>
        {error ?? 'Takes of the same song, each a track of its own.'}
      </p>
    </fieldset>
  )
}
