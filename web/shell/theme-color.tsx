import type { Theme } from './theme.ts'

const COLORS = { dark: '#0d0d0f', light: '#f6f5f3' } as const

/** The browser's own bars take the ground's color. */
export function ThemeColor({ theme }: { theme: Theme }) {
  if (theme !== 'system') return <meta name="theme-color" content={COLORS[theme]} />
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={COLORS.dark} />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={COLORS.light} />
    </>
  )
}
