import { useState } from 'react'
import type { Rights } from '../../../worker/states/rights.ts'
import { keepReference } from '../../api/references.ts'
import { announce } from '../../ui/announcements.ts'
import { Button } from '../../ui/button.tsx'
import styles from './reference-card.module.css'
import { useAsk } from './use-ask.ts'

const WHOSE: Record<Rights, string> = {
  mine: 'It’s mine',
  licensed: 'I have a license for it',
  'public-domain': 'It’s in the public domain',
}

/** Keeps a sound in the studio once the person has said whose it is. */
export function KeepSound({ file }: { file: File }) {
  const [rights, setRights] = useState<Rights | ''>('')
  const [isKept, setKept] = useState(false)
  const { ask, isAsking, refusal } = useAsk()
  if (isKept) return <p className={styles.says}>Kept in the studio, for you alone.</p>
  const keep = () => {
    if (rights === '') return
    void ask(async () => {
      await keepReference(file, rights)
      setKept(true)
      announce(`${file.name} is kept in the studio.`)
    })
  }
  return (
    <div className={styles.keep}>
      <label className={styles.says}>
        Keep it in the studio for the next time?
        <select
          className={styles.select}
          value={rights}
          disabled={isAsking}
          onChange={({ target }) => setRights(target.value as Rights)}
        >
          <option value="" disabled>
            Whose is it?
          </option>
          {Object.entries(WHOSE).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Button type="button" size="small" disabled={isAsking || rights === ''} onClick={keep}>
        {isAsking ? 'Sending…' : 'Keep it'}
      </Button>
      {refusal && (
        <p role="alert" className={styles.problem}>
          {refusal}
        </p>
      )}
    </div>
  )
}
