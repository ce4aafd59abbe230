import type { ModelAnswer } from '../../api/model-answer.ts'
import { describeModel, sayPrice } from '../../models/say-model.ts'
import styles from './model-prices.module.css'

/** What each model costs and what it makes. */
export function ModelPrices({ models }: { models: ModelAnswer[] }) {
  return (
    <ul className={styles.models}>
      {models.map((model) => (
        <li key={model.id} className={styles.model}>
          <h3>{model.name}</h3>
          <p className={styles.price}>{sayPrice(model)}</p>
          <p className={styles.facts}>{describeModel(model)}</p>
        </li>
      ))}
    </ul>
  )
}
