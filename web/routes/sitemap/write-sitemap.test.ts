import { expect, it } from 'vitest'
import { writeSitemap } from './write-sitemap.ts'

it('lists whole addresses, escaped', () => {
  expect(writeSitemap(['https://studio.test/', 'https://studio.test/?a=1&b=<2'])).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://studio.test/</loc></url>
  <url><loc>https://studio.test/?a=1&amp;b=&lt;2</loc></url>
</urlset>
`,
  )
})
