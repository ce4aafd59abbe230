import { countCredits } from '../../ui/count-credits.ts'
import styles from './model-choice.module.css'
import type { ModelAnswer } from './models.ts'

export function ModelChoice({
  models,
  chosen,
  error,
}: {
  models: ModelAnswer[]
  chosen: string
  error: string | undefined
}) {
  return (
    <fieldset className={styles.models}>
      <legend>Model</legend>
      <Choice id="auto" name="Automatic" isChosen={chosen === 'auto' || chosen === ''}>
        Picks the model that fits what you ask for.
      </Choice>
      {models.map((model) => (
        <Choice key={model.id} id={model.id} name={model.name} isChosen={chosen === model.id}>
          {describe(model)}
        </Choice>
      ))}
      {error && <p className={styles.error}>{error}</p>}
    </fieldset>
  )
}

function Choice({
  id,
  name,
  isChosen,
  children,
}: {
  id: string
  name: string
  isChosen: boolean
  children: string
}) {
  return (
    <label className={styles.model}>
      <input
        type="radio"
        name="model"
        value={id}
        defaultChecked={isChosen}
        aria-label={name}
        aria-describedby={`model-${id}`}
      />
      <span className={styles.name}>{name}</span>
      <span id={`model-${id}`} className={styles.facts}>
        {children}
      </span>
    </label>
  )
}

function describe({ prompt, lyrics, instrumental, credits }: ModelAnswer): string {
  return [
    `Prompt up to ${prompt.max} characters`,
    `${lyrics.required ? 'needs lyrics of' : 'lyrics of'} ${lyrics.min} to ${lyrics.max}`,
    instrumental ? 'songs and instrumentals' : 'songs only',
    countCredits(credits.perTrack),
  ].join(' · ')
}
