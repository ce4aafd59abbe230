import type { CarriedSong } from './carried-song.ts'

/** Takes the song along in a form. */
export function CarriedFields({ song: { prompt, instrumental } }: { song: CarriedSong }) {
  return (
    <>
      <input type="hidden" name="prompt" value={prompt} />
      {instrumental && <input type="hidden" name="instrumental" value={instrumental} />}
    </>
  )
}
