import { html } from 'hono/html'
import type { SentMail } from './mail-store.ts'

/** Everybody's mail, newest first, for a developer to read and press the links. */
export function showInbox(mails: SentMail[]) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>Inbox of the studio</title>
        <link rel="icon" href="data:," />
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
          article { border: 1px solid #8885; border-radius: 12px; padding: 1rem 1.5rem; margin: 1rem 0 }
          h2 { margin: 0; font-size: 1.1rem } p { margin: .25rem 0; opacity: .75 }
          pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0 0 }
        </style>
      </head>
      <body>
        <h1>Inbox</h1>
        <p>A stand-in for Resend: what the studio mails on this machine arrives here, whoever it is for.</p>
        ${mails.length === 0 ? html`<p>Nothing has arrived yet.</p>` : ''}
        ${mails.map(
          ({ to, subject, text, sentAt }) => html`<article>
            <h2>${subject}</h2>
            <p>To ${to.join(', ')} · <time>${sentAt}</time></p>
            <pre>${withLinks(text)}</pre>
          </article>`,
        )}
      </body>
    </html>`
}

function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))
}
