import { useEffect } from 'react'
import { Link } from 'react-router'
import { announce } from '../ui/announcements.ts'
import { Notice } from '../ui/notice.tsx'
import { useHydrated } from '../ui/use-hydrated.ts'
import styles from './composer-foot.module.css'
import { CreateButton } from './create-button.tsx'
import { type Price, readTakes, sayPrice } from './say-price.ts'
import type { Unused } from './settle-song.ts'
import { TakesStepper } from './takes-stepper.tsx'
import type { ComposerState } from './use-composer.ts'
import { sayMade, type useSend } from './use-send.ts'

/** How many takes, what they cost, what they leave out, and the button that spends. */
export function ComposerFoot({
  composer: { values, type, choose },
  send,
  price,
  isFree,
  unused,
}: {
  composer: ComposerState
  send: ReturnType<typeof useSend>
  price: Price
  /** Whether credits are given each day and not sold. */
  isFree: boolean
  unused: Unused | null
}) {
  const says = sayPrice(price, readTakes(values.variations))
  const isHydrated = useHydrated()
  const { problem, errors } = send
  const left = unused?.sentence
  useEffect(() => {
    if (left) announce(left)
  }, [left])
  return (
    <div className={styles.foot}>
      {problem && (
        <Notice kind="problem">
          {problem.message} {problem.signIn && <Link to={problem.signIn}>Sign in again</Link>}
          {problem.code === 'insufficient_credits' && <MoreCredits isFree={isFree} />}
        </Notice>
      )}
      <div className={styles.row}>
        <TakesStepper
          takes={values.variations}
          error={errors.variations}
          onType={(takes) => type('variations', takes)}
          onStep={(takes) => choose({ variations: takes })}
        />
        <p className={`${styles.balance} needs-script`}>
          {says.isAffordable && <span className="visually-hidden">Your credits: </span>}
          {says.balance}
        </p>
      </div>
      {unused && (
        <p className={styles.unused}>
          {unused.sentence}{' '}
          <button type="button" className={styles.use} onClick={() => choose(unused.use)}>
            Use them
          </button>
        </p>
      )}
      <CreateButton says={says} isFree={isFree} isSending={send.isSending} />
      <p className={styles.after}>
        {!isHydrated && (
          <span className="without-script">The price of a take stands beside its model. </span>
        )}
        {!says.isAffordable ? (
          <>
            {says.short} {isFree && <MoreCredits isFree />}
          </>
        ) : send.made?.[0] ? (
          <>
            <span dir="auto">{sayMade(send.made)}</span>{' '}
            <Link to={send.made.length === 1 ? `/tracks/${send.made[0].id}` : '/library'}>
              Open
            </Link>
          </>
        ) : (
          'If a take fails, its credits come straight back.'
        )}
      </p>
    </div>
  )
}

/** Where more credits come from. */
function MoreCredits({ isFree }: { isFree: boolean }) {
  return isFree ? 'There are more from midnight UTC.' : <Link to="/credits#buy">Get credits</Link>
}
