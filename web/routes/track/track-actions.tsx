import { RotateCcw, Trash2 } from 'lucide-react'
import { Form } from 'react-router'
import type { TrackAnswer } from '../../../worker/domain/track-answer.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

export function TrackActions({ track }: { track: TrackAnswer }) {
  const again = `/create?mode=custom&again=${track.id}`
  return (
    <>
      <ButtonLink to={again} look={track.status === 'complete' ? 'secondary' : 'primary'}>
        {track.status === 'complete' ? 'Make another like it' : 'Try again'}
      </ButtonLink>
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
