import { Menu, MenuChoice, MenuChoices } from '../ui/menu.tsx'
import { useObservable } from '../ui/use-observable.ts'
import type { Player } from './player.ts'
import buttonStyles from './player-button.module.css'
import styles from './speed-menu.module.css'

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

export function SpeedMenu({ player }: { player: Player }) {
  const { rate } = useObservable(player.order)
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className={`${buttonStyles.button} ${styles.rate}`}
          data-on={rate !== 1 || undefined}
          aria-label={`Speed: ${rate}×`}
          title="Speed"
        >
          {rate}×
        </button>
      }
    >
      <MenuChoices
        label="Speed"
        value={String(rate)}
        onValueChange={(value) => player.setRate(Number(value))}
      >
        {RATES.map((choice) => (
          <MenuChoice key={choice} value={String(choice)}>
            {choice}×
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  )
}
