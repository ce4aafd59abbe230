import styles from './chip-choice.module.css'

/** One of several short words, or none: radio buttons that look like chips. */
export function ChipChoice({
  legend,
  name,
  options,
  chosen,
  error,
}: {
  legend: string
  name: string
  options: string[]
  chosen: string
  error: string | undefined
}) {
  const offered = chosen === '' || options.includes(chosen) ? options : [chosen, ...options]
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div className={styles.chips}>
        {['', ...offered].map((option) => (
          <label key={option} className={styles.chip}>
            <input type="radio" name={name} value={option} defaultChecked={option === chosen} />
            <span>{option || 'Any'}</span>
          </label>
        ))}
      </div>
      {error && <p className={styles.error}>{error}</p>}
    </fieldset>
  )
}
