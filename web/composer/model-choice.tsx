import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import type { ModelAnswer } from '../api/model-answer.ts'
import { findMisfit } from '../models/find-misfit.ts'
import { Popover } from '../ui/popover.tsx'
import styles from './choices.module.css'
import type { ComposerValues } from './composer-values.ts'
import { readWanted } from './measure-prompt.ts'
import type { SongValues } from './song-values.ts'

const ModelList = lazy(() => import('./model-list.tsx'))

/** The chosen model, and the popover that offers them all; says when it can't make what is written. */
export function ModelChoice({
  models,
  values,
  song,
  error,
  onChoose,
}: {
  models: ModelAnswer[]
  values: ComposerValues
  /** The song as it would be sent. */
  song: SongValues
  error: string | undefined
  onChoose: (model: string) => void
}) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const chosen = models.find((model) => model.id === values.model)
  const misfit = chosen ? findMisfit(chosen, readWanted(song)) : null
  const says = error ?? misfit
  return (
    <div className={`${styles.box} needs-script`} data-wrong={says ? true : undefined}>
      <span id={id} className={styles.label}>
        Model
      </span>
      <Popover
        label="Model"
        side="top"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className={styles.opener}
            aria-labelledby={`${id} ${id}-chosen`}
            aria-describedby={says ? `${id}-says` : undefined}
          >
            <span id={`${id}-chosen`} className={styles.chosen}>
              {chosen?.name ?? 'Automatic'}
            </span>
            <ChevronDown size={16} aria-hidden />
          </button>
        }
      >
        <Suspense fallback={<p className={styles.says}>One moment…</p>}>
          <ModelList
            models={models}
            values={values}
            onChoose={(model) => {
              onChoose(model)
              setOpen(false)
            }}
          />
        </Suspense>
      </Popover>
      {says && (
        <p id={`${id}-says`} className={error ? styles.error : styles.warning}>
          {says}
        </p>
      )}
    </div>
  )
}
