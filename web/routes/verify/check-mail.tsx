import { useEffect } from 'react'
import { Form, Link, useNavigation, useRevalidator } from 'react-router'
import type { LinkOutcome } from '../../../worker/routes/auth-by-mail.ts'
import type { ApiError } from '../../api/answers.ts'
import { EmailField } from '../../forms/auth-fields.tsx'
import type { CarriedSong } from '../../forms/carried-song.ts'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { WaitingPrompt } from '../../forms/waiting-prompt.tsx'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Notice } from '../../ui/notice.tsx'
import { sayOutcome } from './say-outcome.ts'

/** A link is on its way, or the one that was pressed didn't work: another one can be asked for. */
export function CheckMail({
  outcome,
  next,
  song,
  person,
  signupCredits,
  sentTo,
  error,
}: {
  outcome: LinkOutcome | null
  next: string
  song: CarriedSong | null
  person: { email: string; isConfirmed: boolean } | null
  signupCredits: number
  sentTo?: string | undefined
  error?: ApiError | undefined
}) {
  useNews(outcome === null)
  const { problems, form } = useAuthChecks(error?.fields, { isNew: false })
  const isSending = useNavigation().formAction?.startsWith('/verify') ?? false
  const isWaiting = outcome === null || sentTo !== undefined
  return (
    <AuthCard
      title={isWaiting ? 'Check your mail' : 'That link didn’t work'}
      lead={isWaiting ? sayWhatFor(sentTo ?? person?.email, song, signupCredits) : null}
      otherwise={
        person ? (
          <>
            {!person.isConfirmed && (
              <>
                <Link to="/account#email">Wrong address?</Link> ·{' '}
              </>
            )}
            <Link to={next}>{person.isConfirmed ? 'Back to the studio' : 'Look around first'}</Link>
          </>
        ) : (
          <Link to="/sign-in">Back to sign in</Link>
        )
      }
    >
      {outcome && !sentTo && <Notice kind="problem">{sayOutcome(outcome)}</Notice>}
      {song && <WaitingPrompt prompt={song.prompt} />}
      {person?.isConfirmed ? (
        <ButtonLink to="/account#email" size="large">
          Go to your account
        </ButtonLink>
      ) : (
        <Form method="post" action={`/verify?next=${encodeURIComponent(next)}`} {...form}>
          {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
          {!person && <EmailField given={sentTo} error={problems.email} />}
          {sentTo && <Notice kind="note">Another link is on its way. Look among spam, too.</Notice>}
          <Button type="submit" size="large" disabled={isSending}>
            {isSending ? 'Sending…' : 'Send another link'}
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

function sayWhatFor(email: string | undefined, song: CarriedSong | null, signupCredits: number) {
  const to = email ? <bdi>{email}</bdi> : 'you'
  if (song)
    return (
      <>We sent a link to {to}. We’ll make your track as soon as you press it, in this browser.</>
    )
  return (
    <>
      We sent a link to {to}. Press it to confirm your address
      {signupCredits > 0 && ` and get your ${countCredits(signupCredits, 'free')}`}.
    </>
  )
}

/** Looks again when the person comes back from their mail. */
function useNews(isWanted: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isWanted) return
    const look = () => void revalidate()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [isWanted, revalidate])
}
