import { useEffect, useRef, useState } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import { lengthOf } from '../../../worker/providers/compose-prompt.ts'
import type { ModelAnswer } from '../../api/model-answer.ts'
import { ExamplePrompts } from '../../forms/example-prompts.tsx'
import type { FormError } from '../../forms/post-form.ts'
import { readOffer } from '../../models/offer.ts'
import { sayHints } from '../../models/say-offer.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CreateBar, MoreCredits } from './create-bar.tsx'
import { LyricsEditor } from './lyrics-editor.tsx'
import { measurePrompt } from './measure-prompt.ts'
import { ModelChoice } from './model-choice.tsx'
import { type Price, usePrice } from './price.ts'
import { PromptField } from './prompt-field.tsx'
import styles from './song-form.module.css'
import { readSongValues, type SongValues } from './song-values.ts'
import { VariationChoice } from './variation-choice.tsx'
import { VoiceSwitch } from './voice-switch.tsx'
import { WishFields } from './wish-fields.tsx'

/**
 * The form of both modes. The controls keep their own text, so that words typed before the scripts
 * load stay; `song` follows them for the counters and the price. The controls of custom mode stay
 * filled in while they are hidden, and aren't sent.
 */
export function SongForm({
  isCustom,
  models,
  values,
  prices,
  isFree,
  secondsMax,
  idempotencyKey,
  error,
}: {
  isCustom: boolean
  models: ModelAnswer[]
  values: SongValues
  /** What the action answered, if anything, and what the page was loaded with. */
  prices: { answered: Price | null; loaded: Price }
  /** Whether credits are given each day and not sold. */
  isFree: boolean
  /** The longest track that the studio makes. */
  secondsMax: number
  idempotencyKey: string
  error: FormError | undefined
}) {
  const form = useRef<HTMLFormElement>(null)
  const [song, setSong] = useState(values)
  const follow = () => form.current && setSong(readSongValues(new FormData(form.current)))
  const describe = (prompt: string) => {
    const control = form.current?.querySelector('textarea')
    if (!control) return
    control.value = prompt
    control.focus()
    follow()
  }
  const offer = readOffer(models, song.model, secondsMax)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mode or model sends other controls
  useEffect(() => void follow(), [isCustom, song.model])
  useFocusOnError(form.current, error)
  const price = usePrice(song, prices)
  const { used, wishes } = measurePrompt(song, offer)
  const errors = error?.fields ?? {}
  const isSending = useNavigation().formMethod === 'POST'
  return (
    <Form
      ref={form}
      method="post"
      onChange={follow}
      className={styles.form}
      data-custom={isCustom || undefined}
    >
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <div className={styles.fields}>
        {error && !errors.prompt && (
          <Notice kind="problem">
            {error.message}{' '}
            {error.code === 'insufficient_credits' && <MoreCredits isFree={isFree} />}
            {error.signIn && <Link to={error.signIn}>Sign in again</Link>}
          </Notice>
        )}
        <div className={styles.card}>
          <PromptField
            prompt={values.prompt}
            used={used}
            wishes={wishes}
            max={offer.prompt.max}
            error={errors.prompt}
          />
          <VoiceSwitch
            isOn={values.instrumental === 'true'}
            offer={offer}
            error={errors.instrumental}
          />
          {!isCustom && song.prompt === '' && (
            <div className={styles.start}>
              <p>Or start from one of these</p>
              <ExamplePrompts onPick={describe} />
            </div>
          )}
        </div>
        <fieldset disabled={!isCustom} hidden={!isCustom} className={styles.custom}>
          <legend className="visually-hidden">Custom</legend>
          <div className={styles.card}>
            <ModelChoice models={models} chosen={values.model} error={errors.model} />
          </div>
          <div className={styles.card}>
            <Field
              label="Title"
              hint="Left empty, it is taken from your description."
              error={errors.title}
            >
              {(control) => (
                <input {...control} name="title" maxLength={120} defaultValue={values.title} />
              )}
            </Field>
            <LyricsEditor
              lyrics={values.lyrics}
              used={lengthOf(song.lyrics.trim())}
              offer={offer}
              instrumental={song.instrumental === 'true'}
              error={errors.lyrics}
            />
          </div>
          <div className={styles.card}>
            <WishFields values={values} errors={errors} offer={offer} models={models} />
            <p className={styles.hints}>{sayHints(offer)}</p>
          </div>
        </fieldset>
      </div>
      <div className={styles.aside}>
        <VariationChoice
          isOffered={isCustom}
          chosen={values.variations}
          error={errors.variations}
        />
        <CreateBar price={price} isFree={isFree} isCustom={isCustom} isSending={isSending} />
      </div>
    </Form>
  )
}

/** Moves the focus to the first control that needs a change. */
function useFocusOnError(form: HTMLFormElement | null, error: FormError | undefined) {
  useEffect(() => {
    if (error?.fields) form?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [form, error])
}
