import type { ComponentProps } from 'react'
import styles from './icon-button.module.css'

/** A quiet square button with nothing but an icon: it needs an `aria-label`. */
export function IconButton({
  isOn,
  ...rest
}: ComponentProps<'button'> & { isOn?: boolean; 'aria-label': string }) {
  const classes = [styles.button, rest.className].filter(Boolean).join(' ')
  return <button type="button" {...rest} className={classes} data-on={isOn || undefined} />
}
