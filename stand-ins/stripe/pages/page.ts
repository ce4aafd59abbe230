import { html, raw } from 'hono/html'
import { STYLES } from './styles.ts'

export type Html = ReturnType<typeof html>

/** A whole page of the stand-in. Every page says that no real money moves. */
export function page(title: string, content: Html, foot: Html | string = ''): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLES)}
        </style>
      </head>
      <body>
        <main>${content}</main>
        <footer>
          <p>A stand-in for Stripe: no real money moves here.</p>
          ${foot}
        </footer>
      </body>
    </html>`
}
