import type { ModelAnswer } from '../api/model-answer.ts'
import type { Offer } from '../models/offer.ts'
import { takesSeed } from '../models/takes-seed.ts'
import { ChoiceBox } from './choice-box.tsx'
import styles from './choices.module.css'
import { LengthChoice } from './length-choice.tsx'
import { ModelChoice } from './model-choice.tsx'
import type { SongField, SongValues } from './song-values.ts'
import type { ComposerState } from './use-composer.ts'
import { VoiceChoice } from './voice-choice.tsx'

/** Voice, title, model, length, and a seed where the model takes one. Simple shows the voice alone. */
export function Choices({
  composer: { values, type, choose },
  song,
  models,
  offer,
  errors,
}: {
  composer: ComposerState
  /** The song as it would be sent. */
  song: SongValues
  models: ModelAnswer[]
  offer: Offer
  errors: Partial<Record<SongField, string>>
}) {
  return (
    <div className={styles.choices}>
      <VoiceChoice
        instrumental={values.instrumental}
        offer={values.mode === 'custom' ? offer : FREE}
        error={errors.instrumental}
        onChoose={(instrumental) => choose({ instrumental })}
      />
      <div className={styles.customOnly} data-custom-only>
        <ChoiceBox label="Title" error={errors.title}>
          {(control) => (
            <input
              {...control}
              name="title"
              dir="auto"
              value={values.title}
              placeholder="From the description"
              onChange={(event) => type('title', event.target.value)}
            />
          )}
        </ChoiceBox>
        <LengthChoice
          length={values.durationSeconds}
          offer={offer}
          error={errors.durationSeconds}
          onChoose={(durationSeconds) => choose({ durationSeconds })}
          onType={(seconds) => type('durationSeconds', seconds)}
        />
        <ModelChoice
          models={models}
          values={values}
          song={song}
          error={errors.model}
          onChoose={(model) => choose({ model })}
        />
        <div data-off={takesSeed(offer) ? undefined : true} className={styles.seed}>
          <ChoiceBox label="Seed" error={errors.seed}>
            {(control) => (
              <input
                {...control}
                name="seed"
                inputMode="numeric"
                autoComplete="off"
                value={values.seed}
                placeholder="Any"
                onChange={(event) => type('seed', event.target.value)}
              />
            )}
          </ChoiceBox>
        </div>
      </div>
    </div>
  )
}

const FREE: Pick<Offer, 'voice' | 'name'> = { voice: 'free', name: '' }
