import { RotateCcw, Trash2 } from 'lucide-react'
import { Form, useNavigation } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'

export function TrackActions({ track, job }: { track: TrackAnswer; job: JobAnswer | null }) {
  const again = `/create?mode=custom&again=${track.id}`
  return (
    <>
      {job && <TryAgain credits={job.credits} />}
      <ButtonLink to={again}>{job ? 'Change it first' : 'Make another like it'}</ButtonLink>
      <Form method="post">
        {track.deletedAt ? (
          <Button type="submit" name="intent" value="restore">
            <RotateCcw size={16} aria-hidden />
            Restore
          </Button>
        ) : (
          <Button type="submit" name="intent" value="trash" look="quiet">
            <Trash2 size={16} aria-hidden />
            Move to trash
          </Button>
        )}
      </Form>
    </>
  )
}

/** Asks for the same song again with one press, for the price on the button. */
function TryAgain({ credits }: { credits: number }) {
  const isSending = useNavigation().formData?.get('intent') === 'retry'
  return (
    <Form method="post">
      <Button type="submit" name="intent" value="retry" look="primary" disabled={isSending}>
        {isSending ? 'Sending…' : `Try again · ${countCredits(credits)}`}
      </Button>
    </Form>
  )
}
