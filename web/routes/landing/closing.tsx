import { ButtonLink } from '../../ui/button.tsx'
import { SIGN_UP_CREDITS } from '../../ui/sign-up-credits.ts'
import { useVisitor } from '../visitor.ts'
import styles from './sections.module.css'

export function Closing({ creditsPerTrack }: { creditsPerTrack: number }) {
  const { person } = useVisitor()
  return (
    <section aria-labelledby="closing" className={`${styles.section} ${styles.closing}`}>
      <h2 id="closing">
        {person
          ? 'What will you make today?'
          : `Your first ${Math.floor(SIGN_UP_CREDITS / creditsPerTrack)} tracks are on us`}
      </h2>
      <ButtonLink to={person ? '/create' : '/sign-up'} look="primary" size="large">
        {person ? 'Create a track' : 'Start free'}
      </ButtonLink>
    </section>
  )
}
