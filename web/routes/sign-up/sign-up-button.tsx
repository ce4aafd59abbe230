import { Button } from '../../ui/button.tsx'
import styles from './sign-up-button.module.css'

/** With a price it makes a song, too: `5 of your 50 free credits`. */
export function SignUpButton({ price, isSending }: { price: string | null; isSending: boolean }) {
  const says = price ? 'Create account and make it' : 'Create account'
  return (
    <Button
      type="submit"
      look="primary"
      size="large"
      disabled={isSending}
      className={styles.button}
    >
      <span>
        {isSending ? 'Creating your account…' : says}
        {price && (
          <>
            <span className="visually-hidden"> · </span>
            <small>{price}</small>
          </>
        )}
      </span>
    </Button>
  )
}
