import { type ComponentProps, useRef } from 'react'
import { Button } from '../ui/button.tsx'

/** A button that lets a person choose a sound of theirs. */
export function ChooseSound({
  onPick,
  ...button
}: ComponentProps<typeof Button> & { onPick: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="audio/*,.mp3,.wav,.flac,.ogg,.opus,.m4a"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="A song to measure"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onPick(file)
          // The same file can be picked again.
          target.value = ''
        }}
      />
      <Button {...button} type="button" onClick={() => input.current?.click()} />
    </>
  )
}
