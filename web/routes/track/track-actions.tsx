import { Heart, RotateCcw, Trash2 } from 'lucide-react'
import { Form, useNavigation } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { DownloadButton } from './download-button.tsx'
import styles from './track-actions.module.css'

export function TrackActions({ track, job }: { track: TrackAnswer; job: JobAnswer | null }) {
  const { favorite, trash, restore } = useChangeTracks()
  const again = `/create?mode=custom&again=${track.id}`
  return (
    <>
      {job && <TryAgain credits={job.credits} />}
      {job && <ButtonLink to={again}>Edit and retry</ButtonLink>}
      {!track.deletedAt && (
        <Button
          className="needs-script"
          aria-pressed={track.favorite}
          aria-label="Favorite"
          title="Favorite (H)"
          onClick={() => favorite([track], !track.favorite)}
        >
          <Heart
            size={18}
            aria-hidden
            fill={track.favorite ? 'currentColor' : 'none'}
            className={styles.heart}
          />
        </Button>
      )}
      <DownloadButton downloads={track.downloads} />
      <Form
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
          if (track.deletedAt) restore([track])
          else trash([track])
        }}
      >
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

/** Asks for the same song again with one press. */
function TryAgain({ credits }: { credits: number }) {
  const isSending = useNavigation().formData?.get('intent') === 'retry'
  return (
    <Form method="post" className={styles.again}>
      <Button type="submit" name="intent" value="retry" look="primary" disabled={isSending}>
        {isSending ? 'Sending…' : 'Try again'}
      </Button>
      <small>{countCredits(credits)}, only if it works</small>
    </Form>
  )
}
