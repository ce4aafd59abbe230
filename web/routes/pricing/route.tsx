import { apiContext } from '../../api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Packs } from '../../ui/packs.tsx'
import { Page } from '../../ui/page.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import { SIGN_UP_CREDITS } from '../../ui/sign-up-credits.ts'
import { readTrackPrice } from '../track-price.ts'
import { useVisitor } from '../visitor.ts'
import type { Route } from './+types/route'
import styles from './pricing.module.css'
import { Questions } from './questions.tsx'

export const meta = () => pageTitle('Pricing')

export async function loader({ context, url }: Route.LoaderArgs) {
  return { creditsPerTrack: await readTrackPrice(context.get(apiContext), url) }
}

export default function Pricing({ loaderData: { creditsPerTrack } }: Route.ComponentProps) {
  const { person } = useVisitor()
  return (
    <Page>
      <div className={styles.intro}>
        <h1>Pay for finished tracks. Nothing else.</h1>
        <p>
          A track takes {creditsPerTrack} credits, whatever its length. There is no subscription,
          and a track that fails or that you cancel costs nothing.
        </p>
        <div className={styles.start}>
          <ButtonLink to={person ? '/create' : '/sign-up'} look="primary" size="large">
            {person ? 'Create a track' : 'Start free'}
          </ButtonLink>
          {!person && (
            <p>
              {SIGN_UP_CREDITS} free credits at sign-up:{' '}
              {Math.floor(SIGN_UP_CREDITS / creditsPerTrack)} tracks, no card.
            </p>
          )}
        </div>
      </div>
      <section aria-labelledby="packs" className={styles.section}>
        <h2 id="packs">Credit packs</h2>
        <p className={styles.soon}>Packs go on sale when payments open here.</p>
        <Packs creditsPerTrack={creditsPerTrack} />
      </section>
      <Questions creditsPerTrack={creditsPerTrack} />
    </Page>
  )
}
