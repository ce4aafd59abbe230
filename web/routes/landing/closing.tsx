import type { Pricing } from '../../api/read-pricing.ts'
import { countFreeTracks } from '../../packs/free-offer.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import styles from './sections.module.css'

export function Closing({ pricing }: { pricing: Pricing }) {
  const { person } = useVisitor()
  return (
    <section aria-labelledby="closing" className={`${styles.section} ${styles.closing}`}>
      <h2 id="closing">{person ? 'What will you make today?' : invite(pricing)}</h2>
      <ButtonLink to={person ? '/create' : '/sign-up'} look="primary" size="large">
        {person ? 'Create a track' : 'Start free'}
      </ButtonLink>
    </section>
  )
}

function invite(pricing: Pricing): string {
  const tracks = countFreeTracks(pricing)
  if (tracks < 2) return 'What will you make first?'
  return pricing.free ? `${tracks} tracks a day are on us` : `Your first ${tracks} tracks are on us`
}
