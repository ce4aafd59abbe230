import { useRef } from 'react'
import type { Offer } from '../../models/offer.ts'
import { Field } from '../../ui/field.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { Counter } from './counter.tsx'
import { SectionTags } from './section-tags.tsx'

export function LyricsEditor({
  lyrics,
  used,
  offer,
  instrumental,
  error,
}: {
  lyrics: string
  used: number
  offer: Offer
  instrumental: boolean
  error: string | undefined
}) {
  const editor = useRef<HTMLTextAreaElement>(null)
  // Without scripts it would stay disabled after another choice.
  const isOff = useHydrated() && (instrumental || offer.voice === 'never')
  return (
    <Field
      label="Lyrics"
      aside={
        !isOff &&
        offer.voice !== 'never' && (
          <Counter used={used} min={offer.lyrics.min} max={offer.lyrics.max} />
        )
      }
      hint={sayLyrics(offer, isOff)}
      error={error}
    >
      {(control) => (
        <>
          <SectionTags editor={editor} disabled={isOff} />
          <textarea
            {...control}
            ref={editor}
            name="lyrics"
            rows={isOff ? 2 : 10}
            disabled={isOff}
            defaultValue={lyrics}
            placeholder={isOff ? '' : EXAMPLE}
          />
        </>
      )}
    </Field>
  )
}

const EXAMPLE = '[Verse]\nStreetlights hum along the river\n\n[Chorus]\n…'

function sayLyrics({ name, voice, lyrics: { min, max, required } }: Offer, isOff: boolean): string {
  if (voice === 'never')
    return `${name} sings no lyrics: ${isOff ? 'nothing here is sent' : 'leave this empty'}.`
  if (isOff) return 'An instrumental has no lyrics. Switch Instrumental off to write some.'
  const between = `${formatNumber(min)} to ${formatNumber(max)} characters`
  if (required) return `${name} needs lyrics, ${between}.`
  return 'Leave this empty and the words are written for you.'
}
