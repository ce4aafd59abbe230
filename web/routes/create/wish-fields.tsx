import type { ModelAnswer } from '../../api/model-answer.ts'
import type { Offer } from '../../models/offer.ts'
import { sayLength, saySeed } from '../../models/say-offer.ts'
import { takesSeed } from '../../models/takes-seed.ts'
import { Field } from '../../ui/field.tsx'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { ChipChoice } from './chip-choice.tsx'
import styles from './song-form.module.css'
import type { SongValues } from './song-values.ts'
import { GENRES, KEYS, MOODS } from './wishes.ts'

type Errors = Record<string, string>

export function WishFields({
  values,
  errors,
  offer,
  models,
}: {
  values: SongValues
  errors: Errors
  offer: Offer
  models: ModelAnswer[]
}) {
  const { min, max, fallback } = offer.duration
  // Without scripts it would stay disabled after another model is chosen.
  const isSeedless = useHydrated() && !takesSeed(offer)
  return (
    <>
      <ChipChoice
        legend="Genre"
        name="genre"
        options={GENRES}
        chosen={values.genre}
        error={errors.genre}
      />
      <ChipChoice
        legend="Mood"
        name="mood"
        options={MOODS}
        chosen={values.mood}
        error={errors.mood}
      />
      <div className={styles.numbers}>
        <Field label="Tempo (BPM)" error={errors.bpm}>
          {(control) => (
            <input
              {...control}
              type="number"
              name="bpm"
              min={40}
              max={220}
              placeholder="Any"
              defaultValue={values.bpm}
            />
          )}
        </Field>
        <Field label="Key" error={errors.key}>
          {(control) => (
            <select {...control} name="key" defaultValue={values.key}>
              <KeyOptions chosen={values.key} />
            </select>
          )}
        </Field>
        <Field label="Length (seconds)" hint={sayLength(offer)} error={errors.durationSeconds}>
          {(control) => (
            <input
              {...control}
              type="number"
              name="durationSeconds"
              min={min}
              max={max}
              placeholder={fallback === null ? 'Any' : String(fallback)}
              defaultValue={values.durationSeconds}
            />
          )}
        </Field>
        <Field label="Seed" hint={saySeed(offer, models)} error={errors.seed}>
          {(control) => (
            <input
              {...control}
              type="number"
              name="seed"
              min={0}
              max={4_294_967_295}
              placeholder="Any"
              disabled={isSeedless}
              defaultValue={values.seed}
            />
          )}
        </Field>
      </div>
    </>
  )
}

function KeyOptions({ chosen }: { chosen: string }) {
  const isOffered = chosen === '' || KEYS.some(({ keys }) => keys.includes(chosen))
  return (
    <>
      <option value="">Any</option>
      {!isOffered && <option value={chosen}>{chosen}</option>}
      {KEYS.map(({ mode, keys }) => (
        <optgroup key={mode} label={mode === 'major' ? 'Major' : 'Minor'}>
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}
