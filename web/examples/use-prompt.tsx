import type { Example } from '../api/read-examples.ts'
import { Button } from '../ui/button.tsx'
import { StartForm } from './start-form.tsx'

/** Begins a song with what an example was made from. */
export function UsePrompt({ example: { title, prompt, instrumental } }: { example: Example }) {
  return (
    <StartForm>
      <input type="hidden" name="prompt" value={prompt} />
      {instrumental && <input type="hidden" name="instrumental" value="true" />}
      <Button type="submit" size="small" aria-label={`Use this prompt: ${title}`}>
        Use this prompt
      </Button>
    </StartForm>
  )
}
