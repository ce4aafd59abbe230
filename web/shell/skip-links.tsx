import styles from './skip-links.module.css'

/** Seen when they have the focus. Those that lead nowhere on this page are not shown. */
export function SkipLinks({ places }: { places: { to: string; name: string }[] }) {
  return (
    <div className={styles.links}>
      {places.map(({ to, name }) => (
        <a key={to} href={`#${to}`} className={styles.link}>
          {name}
        </a>
      ))}
    </div>
  )
}
