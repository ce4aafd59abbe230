import type { ModelAnswer } from '../api/model-answer.ts'
import { findPrices } from '../api/read-pricing.ts'
import { describeModel, sayPrice } from '../models/say-model.ts'
import { countCredits } from '../ui/count-credits.ts'
import { useHydrated } from '../ui/use-hydrated.ts'
import styles from './plain-fields.module.css'
import type { SongField, SongValues } from './song-values.ts'
import { BPM_MAX, BPM_MIN, GENRES, KEYS, MOODS } from './wish-options.ts'

/** The wishes, the model and the length as plain controls, for browsers without scripts. */
export function PlainFields({
  models,
  values,
  errors,
}: {
  models: ModelAnswer[]
  values: SongValues
  errors: Partial<Record<SongField, string>>
}) {
  if (useHydrated()) return null
  const wrong = UNSEEN.flatMap((field) => errors[field] ?? [])
  const price = countCredits(findPrices(models).creditsPerTrack)
  return (
    <div className={`${styles.plain} without-script`} data-custom-only>
      {wrong.length > 0 && <p className={styles.error}>{wrong.join(' ')}</p>}
      <Select label="Genre" name="genre" options={GENRES} chosen={values.genre} />
      <Select label="Mood" name="mood" options={MOODS} chosen={values.mood} />
      <Select label="Key" name="key" options={KEYS} chosen={values.key} />
      <label>
        Tempo (BPM)
        <input type="number" name="bpm" min={BPM_MIN} max={BPM_MAX} defaultValue={values.bpm} />
      </label>
      <label>
        Length (seconds)
        <input
          type="number"
          name="durationSeconds"
          defaultValue={values.durationSeconds}
          aria-invalid={errors.durationSeconds ? true : undefined}
        />
        {errors.durationSeconds && <span className={styles.error}>{errors.durationSeconds}</span>}
      </label>
      <fieldset>
        <legend>Model</legend>
        <Model
          id="auto"
          name="Automatic"
          facts={`${price} · best choice for most songs`}
          values={values}
        />
        {models.map((model) => (
          <Model
            key={model.id}
            id={model.id}
            name={model.name}
            facts={`${sayPrice(model)} · ${describeModel(model)}`}
            values={values}
          />
        ))}
      </fieldset>
    </div>
  )
}

/** What a browser without scripts shows an error of nowhere else. */
const UNSEEN = ['genre', 'mood', 'bpm', 'key', 'model'] as const

function Select({
  label,
  name,
  options,
  chosen,
}: {
  label: string
  name: SongField
  options: readonly string[]
  chosen: string
}) {
  const offered = chosen === '' || options.includes(chosen) ? options : [chosen, ...options]
  return (
    <label>
      {label}
      <select name={name} defaultValue={chosen}>
        <option value="">Any</option>
        {offered.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  )
}

function Model({
  id,
  name,
  facts,
  values,
}: {
  id: string
  name: string
  facts: string
  values: SongValues
}) {
  return (
    <label className={styles.model}>
      <input
        type="radio"
        name="model"
        value={id}
        defaultChecked={id === (values.model || 'auto')}
        aria-label={name}
        aria-describedby={`plain-${id}`}
      />
      <span>
        {name} <small id={`plain-${id}`}>{facts}</small>
      </span>
    </label>
  )
}
