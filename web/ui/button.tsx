import type { ComponentProps } from 'react'
import { Link } from 'react-router'
import styles from './button.module.css'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'small' | 'medium' | 'large'
type Dress = { look?: Look; size?: Size }

export function Button({
  look = 'secondary',
  size = 'medium',
  ...rest
}: ComponentProps<'button'> & Dress) {
  return <button {...rest} className={dress(look, size, rest.className)} />
}

export function ButtonLink({
  look = 'secondary',
  size = 'medium',
  ...rest
}: ComponentProps<typeof Link> & Dress) {
  return <Link {...rest} className={dress(look, size, rest.className)} />
}

function dress(look: Look, size: Size, more: string | undefined): string {
  return [styles.button, styles[look], styles[size], more].filter(Boolean).join(' ')
}
