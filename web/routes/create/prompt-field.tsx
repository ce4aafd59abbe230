import { Field } from '../../ui/field.tsx'
import { Counter } from './counter.tsx'

export function PromptField({
  prompt,
  used,
  max,
  error,
}: {
  prompt: string
  used: number
  max: number
  error: string | undefined
}) {
  return (
    <Field
      label="Describe your song"
      aside={<Counter used={used} max={max} />}
      hint="Style, instruments, mood, what it is about. Plain words work best."
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
