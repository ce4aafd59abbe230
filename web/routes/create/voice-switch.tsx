import type { Offer } from '../../models/offer.ts'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { Switch } from './switch.tsx'
import styles from './voice-switch.module.css'

/**
 * Instrumental or not, where the chosen model leaves the choice. Otherwise the switch shows what
 * the model makes, and keeps the person's own choice for a model that leaves one.
 */
export function VoiceSwitch({
  isOn,
  offer: { voice, name },
  error,
}: {
  isOn: boolean
  offer: Pick<Offer, 'voice' | 'name'>
  error: string | undefined
}) {
  // Without scripts it would stay fixed after another model is chosen.
  const isFixed = useHydrated() && voice !== 'free'
  const says = error ?? SAYS[voice]?.(name)
  return (
    <div className={styles.voice}>
      <div hidden={isFixed}>
        <Switch
          name="instrumental"
          isOn={isOn || voice === 'never'}
          isDisabled={isFixed}
          isWrong={error !== undefined}
          describedBy="voice-says"
        >
          Instrumental, no voice
        </Switch>
      </div>
      {isFixed && (
        <>
          <Switch key={voice} isOn={voice === 'never'} isDisabled describedBy="voice-says">
            Instrumental, no voice
          </Switch>
          {voice === 'never' && <input type="hidden" name="instrumental" value="true" />}
        </>
      )}
      <p id="voice-says" className={error ? styles.error : styles.says} aria-live="polite">
        {says}
      </p>
    </div>
  )
}

const SAYS: Record<Offer['voice'], ((name: string) => string) | null> = {
  free: null,
  always: (name) => `${name} always sings.`,
  never: (name) => `${name} only makes instrumentals, so this is on.`,
}
