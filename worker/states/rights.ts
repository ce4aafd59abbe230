/** What people say of a sound that they bring: it is theirs, they may use it, or everybody may. */
export const RIGHTS = ['mine', 'licensed', 'public-domain'] as const

export type Rights = (typeof RIGHTS)[number]
