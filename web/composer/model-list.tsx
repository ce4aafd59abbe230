import { Check } from 'lucide-react'
import { useId } from 'react'
import type { ModelAnswer } from '../api/model-answer.ts'
import { findPrices } from '../api/read-pricing.ts'
import { findMisfit } from '../models/find-misfit.ts'
import { describeModel, sayPrice, sayPurpose } from '../models/say-model.ts'
import { countCredits } from '../ui/count-credits.ts'
import type { ComposerValues } from './composer-values.ts'
import { readWanted } from './measure-prompt.ts'
import styles from './model-list.module.css'

/** The models by what they are for. One that can't make what is written says why instead. */
export default function ModelList({
  models,
  values,
  onChoose,
}: {
  models: ModelAnswer[]
  values: ComposerValues
  onChoose: (model: string) => void
}) {
  return (
    <ul className={styles.models} aria-label="Models">
      <Model
        name="Automatic"
        purpose="Best choice for most songs."
        price={countCredits(findPrices(models).creditsPerTrack)}
        isChosen={!models.some(({ id }) => id === values.model)}
        misfit={null}
        onChoose={() => onChoose('auto')}
      />
      {models.map((model) => (
        <Model
          key={model.id}
          name={model.name}
          purpose={sayPurpose(model)}
          price={sayPrice(model)}
          details={describeModel(model)}
          isChosen={model.id === values.model}
          misfit={findMisfit(model, readWanted(values))}
          onChoose={() => onChoose(model.id)}
        />
      ))}
    </ul>
  )
}

function Model({
  name,
  purpose,
  price,
  details,
  isChosen,
  misfit,
  onChoose,
}: {
  name: string
  purpose: string
  price: string
  details?: string
  isChosen: boolean
  misfit: string | null
  onChoose: () => void
}) {
  const id = useId()
  return (
    <li className={styles.model} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={styles.choose}
        aria-pressed={isChosen}
        aria-label={name}
        aria-describedby={id}
        // It stays in the order of focus, so that its reason can be heard.
        aria-disabled={misfit && !isChosen ? true : undefined}
        onClick={() => (misfit && !isChosen ? undefined : onChoose())}
      >
        <Check size={16} aria-hidden className={styles.tick} />
        <span className={styles.name}>{name}</span>
        <span id={id} className={styles.about}>
          <span className={styles.price}>{price}</span>
          <span className={misfit ? styles.misfit : styles.purpose}>{misfit ?? purpose}</span>
        </span>
      </button>
      {details && (
        <details className={styles.details}>
          <summary>
            Details<span className="visually-hidden"> of {name}</span>
          </summary>
          {details}
        </details>
      )}
    </li>
  )
}
