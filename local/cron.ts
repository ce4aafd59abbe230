import { readFileSync } from 'node:fs'

const MINUTE = 60_000

/** Fires each trigger at once and then at its interval: on a developer's machine Cloudflare's cron doesn't. */
export function startCron(port: number): { stop(): void } {
  const timers = readTriggers().map((cron) => {
    const query = new URLSearchParams({ cron })
    const fire = () =>
      fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled?${query}`)
        .then((answer) => answer.text())
        .catch(() => undefined)
    void fire()
    return setInterval(fire, periodOf(cron))
  })
  const stop = () => {
    for (const timer of timers) clearInterval(timer)
  }
  return { stop }
}

/** The triggers of `wrangler.toml`, which lists them on one line that is also JSON. */
function readTriggers(): string[] {
  const toml = readFileSync(new URL('../wrangler.toml', import.meta.url), 'utf8')
  const triggers = toml.match(/^crons = (\[.*\])$/m)?.[1]
  if (!triggers) throw new Error('wrangler.toml has no line "crons = […]".')
  return JSON.parse(triggers)
}

/** In milliseconds. Knows every minute, one minute of every hour, and one of every day. */
function periodOf(cron: string): number {
  if (cron === '* * * * *') return MINUTE
  if (/^\d+ \* \* \* \*$/.test(cron)) return 60 * MINUTE
  if (/^\d+ \d+ \* \* \*$/.test(cron)) return 24 * 60 * MINUTE
  throw new Error(`local/cron.ts doesn't know how often "${cron}" is.`)
}
