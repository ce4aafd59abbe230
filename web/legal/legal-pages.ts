/** What everybody can read about the studio, for footers and menus. */
export const LEGAL_PAGES = [
  { to: '/license', name: 'Music license' },
  { to: '/terms', name: 'Terms' },
  { to: '/privacy', name: 'Privacy' },
  { to: '/about', name: 'About' },
] as const
