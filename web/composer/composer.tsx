import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { ModelAnswer } from '../api/model-answer.ts'
import { readOffer } from '../models/offer.ts'
import { useFileDrop } from '../sound/use-file-drop.ts'
import { useHydrated } from '../ui/use-hydrated.ts'
import { Choices } from './choices.tsx'
import styles from './composer.module.css'
import { ComposerFoot } from './composer-foot.tsx'
import { ComposerHead } from './composer-head.tsx'
import { blankValues, type Mode } from './composer-values.ts'
import { IdeaList } from './idea-list.tsx'
import { LyricsField } from './lyrics-field.tsx'
import { measurePrompt } from './measure-prompt.ts'
import { MoreFields } from './more-fields.tsx'
import { PlainFields } from './plain-fields.tsx'
import { readKeys } from './read-keys.ts'
import { ReferenceTool } from './reference/reference-tool.tsx'
import { useReference } from './reference/use-reference.ts'
import { RefusalNote } from './refusal-note.tsx'
import type { Price } from './say-price.ts'
import { findUnused, isInstrumental, settleSong } from './settle-song.ts'
import type { SongValues } from './song-values.ts'
import { StyleField } from './style-field.tsx'
import { type Fill, useComposer } from './use-composer.ts'
import { usePrice } from './use-price.ts'
import { type SendAnswer, useSend } from './use-send.ts'
import { WishChips } from './wish-chips.tsx'

const ReferenceCard = lazy(() => import('./reference/reference-card.tsx'))

export type ComposerProps = {
  /** Whose draft this is. */
  email: string
  /** A song or a prompt to begin with. */
  fill: Fill | null
  /** The mode that the address asks for. */
  mode: Mode | null
  models: ModelAnswer[]
  /** The longest track that the studio makes. */
  secondsMax: number
  /** The price of one take of what the page was loaded with. */
  price: Price
  /** Whether credits are given each day and not sold. */
  isFree: boolean
  /** What a browser without scripts sends the song with. */
  idempotencyKey: string
  /** What came of a press without scripts, and the song that was sent. */
  answered: { song: SongValues; answer: SendAnswer } | null
}

/**
 * Where a song is described and sent. Fills the height of what it stands in: its head and foot stay,
 * what is between them scrolls. Without scripts it is a plain form.
 */
export function Composer(props: ComposerProps) {
  const { email, fill, mode, models, secondsMax, isFree, answered } = props
  const form = useRef<HTMLFormElement>(null)
  const prompt = useRef<HTMLTextAreaElement>(null)
  const [first] = useState(() => ({
    ...blankValues(mode ?? 'simple'),
    ...fill,
    ...answered?.song,
  }))
  const composer = useComposer(form, { email, first, fill, mode })
  const { values, type, choose } = composer
  const isSimple = values.mode === 'simple'
  const offer = readOffer(models, isSimple ? 'auto' : values.model, secondsMax)
  // Without scripts the lyrics would stay away after another choice.
  const hasNoLyrics = useHydrated() && isInstrumental(values, offer)
  const song = settleSong(values, offer)
  const price = usePrice(song, props.price)
  const send = useSend(song, values, offer, composer.keeper, answered)
  const { errors, refusal } = send
  const reference = useReference(values, choose)
  const { isOver, dropZone } = useFileDrop(reference.pick)
  const fits = (prompt: string) =>
    measurePrompt({ ...song, prompt }, offer).used <= offer.prompt.max
  const refused = (field: string) => (refusal?.field === field ? refusal : null)
  useFocusOnProblem(form, errors, send.verdict)

  const begin = (idea: string) => {
    choose({ prompt: idea })
    prompt.current?.focus()
  }
  const press = (event: FormEvent) => {
    event.preventDefault()
    send.send()
  }
  const takeKey = (event: KeyboardEvent) => {
    // Enter ends a word in the input methods of many scripts.
    if (event.nativeEvent.isComposing) return
    const asked = readKeys(event)
    const { target } = event
    if (asked === 'send') {
      // A key that is held down is one press.
      if (!event.repeat) form.current?.requestSubmit()
    } else if (asked && !(target instanceof Element && target.closest('[data-own-undo]')))
      composer[asked]()
    // Enter in a small field isn't meant to spend.
    else if (event.key !== 'Enter' || !(target instanceof HTMLInputElement)) return
    event.preventDefault()
  }
  const note = (field: 'prompt' | 'lyrics') => {
    const refusal = refused(field)
    if (refusal === null) return null
    const use = (text: string) => choose({ [field]: text })
    return <RefusalNote refusal={refusal} text={values[field]} onUse={use} />
  }
  return (
    <form
      ref={form}
      aria-label="Composer"
      method="post"
      action="/create"
      noValidate
      autoComplete="off"
      {...dropZone}
      className={styles.composer}
      data-over={isOver || undefined}
      onSubmit={press}
      onKeyDown={takeKey}
    >
      <h2 className="visually-hidden">Composer</h2>
      <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
      <ComposerHead composer={composer} />
      <div className={styles.body}>
        <StyleField
          values={values}
          used={measurePrompt(song, offer).used}
          max={offer.prompt.max}
          error={errors.prompt}
          refused={refused('prompt')?.phrase ?? null}
          field={prompt}
          onText={(text) => type('prompt', text)}
          onPut={(text) => choose({ prompt: text })}
          fits={fits}
          marked={reference.taken.flatMap((taken) => ('words' in taken ? taken.words : []))}
          tool={<ReferenceTool isOpen={reference.isOpen} onPress={reference.toggle} />}
        >
          {note('prompt')}
        </StyleField>
        {reference.isOpen && (
          <Suspense>
            <ReferenceCard reference={reference} fits={fits} />
          </Suspense>
        )}
        {isSimple && values.prompt === '' && <IdeaList onPick={begin} />}
        <MoreFields values={values} errors={errors}>
          <div className={styles.customOnly} data-custom-only>
            <WishChips values={values} offer={offer} errors={errors} onChoose={choose} />
            {!hasNoLyrics && (
              <LyricsField
                lyrics={values.lyrics}
                offer={offer}
                error={errors.lyrics}
                refused={refused('lyrics')?.phrase ?? null}
                onText={(text) => type('lyrics', text)}
                onPut={(text) => choose({ lyrics: text })}
              >
                {note('lyrics')}
              </LyricsField>
            )}
          </div>
          <Choices composer={composer} song={song} models={models} offer={offer} errors={errors} />
          <PlainFields models={models} values={values} errors={errors} />
        </MoreFields>
      </div>
      <ComposerFoot
        composer={composer}
        send={send}
        price={price}
        isFree={isFree}
        unused={findUnused(values, offer)}
      />
    </form>
  )
}

/** Moves the focus to the first control that needs a change. */
function useFocusOnProblem(
  form: RefObject<HTMLFormElement | null>,
  errors: Record<string, unknown>,
  verdict: object | null,
) {
  const isWrong = Object.keys(errors).length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: each verdict moves it once
  useEffect(() => {
    if (isWrong) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [verdict])
}
