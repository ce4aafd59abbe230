import { X } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './close-button.module.css'

/** The cross at the head of a window. */
export function CloseButton({ className = '', ...rest }: ComponentProps<'button'>) {
  return (
    <button type="button" aria-label="Close" {...rest} className={`${styles.close} ${className}`}>
      <X size={20} aria-hidden />
    </button>
  )
}
