import { Field } from '../../ui/field.tsx'
import { Counter } from './counter.tsx'

/** `used` counts the prompt as it will be sent: with `wishes` characters of wishes as words. */
export function PromptField({
  prompt,
  used,
  wishes,
  max,
  error,
}: {
  prompt: string
  used: number
  wishes: number
  max: number
  error: string | undefined
}) {
  const counted = wishes > 0 ? ` Your wishes below take ${wishes} of the characters.` : ''
  return (
    <Field
      label="Describe your song"
      aside={<Counter used={used} max={max} />}
      hint={`Style, instruments, mood, what it is about. Plain words work best.${counted}`}
      error={error}
    >
      {(control) => (
        <textarea
          {...control}
          name="prompt"
          rows={5}
          required
          defaultValue={prompt}
          placeholder="Warm lo-fi beat with brushed drums, a mellow electric piano and rain on the window"
        />
      )}
    </Field>
  )
}
