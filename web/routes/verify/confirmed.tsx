import { useEffect, useRef } from 'react'
import { Form, Link, useNavigation, useSubmit } from 'react-router'
import type { LinkOutcome } from '../../../worker/routes/auth-by-mail.ts'
import type { ApiError } from '../../api/answers.ts'
import { CarriedFields } from '../../forms/carried-fields.tsx'
import type { CarriedSong } from '../../forms/carried-song.ts'
import { WaitingPrompt } from '../../forms/waiting-prompt.tsx'
import { useVisitor } from '../../shell/visitor.ts'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Notice } from '../../ui/notice.tsx'
import { sayOutcome } from './say-outcome.ts'

/** The link worked. A song that this browser has kept is made now. */
export function Confirmed({
  outcome,
  next,
  song,
  person,
  signupCredits,
  error,
}: {
  outcome: LinkOutcome | null
  next: string
  song: CarriedSong | null
  person: { email: string } | null
  signupCredits: number
  error: ApiError | undefined
}) {
  const available = useVisitor().credits?.available ?? 0
  const isMaking = useMake(song !== null && !error)
  const lead = sayOutcome(outcome ?? 'confirmed')
  return (
    <AuthCard
      title={person ? 'You’re all set' : 'Confirmed'}
      lead={person ? `${lead} ${sayCredits(available, signupCredits)}` : lead}
      otherwise={song ? <Link to="/create">Open the studio</Link> : null}
    >
      {error && <Notice kind="problem">{error.message}</Notice>}
      {song && <WaitingPrompt prompt={song.prompt} />}
      {!person && (
        <ButtonLink to={`/sign-in?next=${encodeURIComponent(next)}`} look="primary" size="large">
          Sign in
        </ButtonLink>
      )}
      {person && song && !error && (
        <Form method="post" action="/verify">
          <input type="hidden" name="intent" value="make" />
          <Button type="submit" look="primary" size="large" disabled={isMaking}>
            {isMaking ? 'Making your track…' : 'Make this track'}
          </Button>
        </Form>
      )}
      {person && song && error && (
        <Form method="post" action="/create">
          <CarriedFields song={song} />
          <Button type="submit" look="primary" size="large">
            Change it in the studio
          </Button>
        </Form>
      )}
      {person && !song && (
        <ButtonLink to={next} look="primary" size="large">
          {next === '/create' ? 'Make a track' : 'Go on'}
        </ButtonLink>
      )}
    </AuthCard>
  )
}

function sayCredits(available: number, signupCredits: number): string {
  if (available > 0) return `You have ${countCredits(available)}.`
  return signupCredits > 0 ? 'It had its free credits before, so there are none this time.' : ''
}

/** Makes the song without a press, once. True while it is on its way. */
function useMake(isWanted: boolean): boolean {
  const submit = useSubmit()
  const isMaking = useNavigation().formData?.get('intent') === 'make'
  const hasBegun = useRef(false)
  useEffect(() => {
    if (!isWanted || hasBegun.current) return
    hasBegun.current = true
    void submit({ intent: 'make' }, { method: 'post', action: '/verify', replace: true })
  }, [isWanted, submit])
  return isMaking
}
