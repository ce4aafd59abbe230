import { useRef } from 'react'
import { Field } from '../../ui/field.tsx'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { Counter } from './counter.tsx'
import { SectionTags } from './section-tags.tsx'

export function LyricsEditor({
  lyrics,
  used,
  max,
  instrumental,
  error,
}: {
  lyrics: string
  used: number
  max: number
  instrumental: boolean
  error: string | undefined
}) {
  const editor = useRef<HTMLTextAreaElement>(null)
  // Without a script nothing could enable it again after the switch is turned off.
  const isOff = useHydrated() && instrumental
  return (
    <Field
      label="Lyrics"
      aside={<Counter used={used} max={max} />}
      hint={
        isOff
          ? 'An instrumental has no lyrics. Switch Instrumental off to write some.'
          : 'Leave this empty and the words are written for you.'
      }
      error={error}
    >
      {(control) => (
        <>
          <SectionTags editor={editor} disabled={isOff} />
          <textarea
            {...control}
            ref={editor}
            name="lyrics"
            rows={10}
            disabled={isOff}
            defaultValue={lyrics}
            placeholder={'[Verse]\nStreetlights hum along the river\n\n[Chorus]\n…'}
          />
        </>
      )}
    </Field>
  )
}
