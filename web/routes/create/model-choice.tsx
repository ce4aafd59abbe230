import type { ModelAnswer } from '../../api/model-answer.ts'
import { findPrices } from '../../api/read-pricing.ts'
import { describeModel, sayPrice } from '../../models/say-model.ts'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './model-choice.module.css'

export function ModelChoice({
  models,
  chosen,
  error,
}: {
  models: ModelAnswer[]
  chosen: string
  error: string | undefined
}) {
  const isKnown = models.some(({ id }) => id === chosen)
  return (
    <fieldset className={styles.models}>
      <legend>Model</legend>
      <Choice
        id="auto"
        name="Automatic"
        price={countCredits(findPrices(models).creditsPerTrack)}
        isChosen={!isKnown}
      >
        Picks the MiniMax model that fits what you ask for.
      </Choice>
      {models.map((model) => (
        <Choice
          key={model.id}
          id={model.id}
          name={model.name}
          price={sayPrice(model)}
          isChosen={chosen === model.id}
        >
          {describeModel(model)}
        </Choice>
      ))}
      {error && <p className={styles.error}>{error}</p>}
    </fieldset>
  )
}

function Choice({
  id,
  name,
  price,
  isChosen,
  children,
}: {
  id: string
  name: string
  price: string
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
      <span id={`model-${id}`} className={styles.about}>
        <span className={styles.price}>{price}</span>
        <span className={styles.facts}>{children}</span>
      </span>
    </label>
  )
}
