import { Form, Link } from 'react-router'
import { CarriedFields } from './carried-fields.tsx'
import type { CarriedSong } from './carried-song.ts'
import styles from './other-door.module.css'

/** From sign-up to sign-in or back: a link, or a form where there is a song to take along. */
export function OtherDoor({
  to,
  next,
  song,
  name,
}: {
  to: '/sign-in' | '/sign-up'
  next: string
  song: CarriedSong | null
  name: string
}) {
  if (song === null) return <Link to={`${to}?next=${encodeURIComponent(next)}`}>{name}</Link>
  return (
    <Form method="post" action={to} className={styles.form}>
      <input type="hidden" name="intent" value="start" />
      <CarriedFields song={song} />
      <button type="submit" className={styles.link}>
        {name}
      </button>
    </Form>
  )
}
