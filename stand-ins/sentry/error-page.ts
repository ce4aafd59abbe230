import { html } from 'hono/html'
import { z } from 'zod'
import type { ReceivedEnvelope } from './sentry-store.ts'

/** What the page shows of an event; Sentry's own has much more. */
const ErrorEvent = z.object({
  exception: z.object({
    values: z.array(z.object({ type: z.string(), value: z.string() })).min(1),
  }),
  tags: z.record(z.string(), z.string()).default({}),
  extra: z.record(z.string(), z.unknown()).default({}),
})

/** The errors that were received, newest first, for a developer to read. */
export function showErrors(envelopes: ReceivedEnvelope[]) {
  const errors = envelopes
    .toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    .flatMap(({ receivedAt, items }) =>
      items.flatMap(({ payload }) => {
        const event = ErrorEvent.safeParse(payload).data
        return event ? [{ receivedAt, ...event }] : []
      }),
    )
  return html`<!doctype html>
    <html lang="en">
      <title>Errors of the studio</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
        pre { overflow-x: auto }
      </style>
      <h1>${errors.length} errors reported</h1>
      ${errors.map(
        ({ receivedAt, exception, tags, extra }) => html`<section>
          <h2>${tags.event ?? 'error'}</h2>
          <p><time>${receivedAt}</time></p>
          ${exception.values.toReversed().map(({ type, value }) => html`<p>${type}: ${value}</p>`)}
          <pre>${JSON.stringify(extra, null, 2)}</pre>
        </section>`,
      )}
    </html>`
}
