export const THEMES = ['system', 'dark', 'light'] as const

/** `system` follows what the browser prefers. */
export type Theme = (typeof THEMES)[number]

export const THEME_NAMES: Record<Theme, string> = {
  system: 'System',
  dark: 'Dark',
  light: 'Light',
}

const YEAR_SECONDS = 365 * 24 * 3600

/** The theme chosen in this browser. */
export function readTheme(request: Request): Theme {
  const chosen = /(?:^|;\s*)theme=(\w+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  return asTheme(chosen)
}

export function asTheme(chosen: unknown): Theme {
  return THEMES.find((theme) => theme === chosen) ?? 'system'
}

/** The cookie that keeps the choice, for the site of `address`; choosing `system` removes it. */
export function themeCookie(theme: Theme, address: string): string {
  const seconds = theme === 'system' ? 0 : YEAR_SECONDS
  const secure = address.startsWith('https:') ? '; Secure' : ''
  return `theme=${theme}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`
}
