const MINUTE = 60_000

/** How often each trigger of `wrangler.toml` fires, in milliseconds. */
export const LOCAL_CRONS: Record<string, number> = {
  '* * * * *': MINUTE,
  '7 * * * *': 60 * MINUTE,
  '37 * * * *': 60 * MINUTE,
}

/** Cron doesn't fire by itself on a developer's machine: each trigger fires at once, and in its time. */
export function startCron(port: number): { stop(): void } {
  const timers = Object.entries(LOCAL_CRONS).map(([cron, milliseconds]) => {
    const query = new URLSearchParams({ cron })
    const round = () =>
      fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled?${query}`)
        .then((answer) => answer.text())
        .catch(() => undefined)
    void round()
    return setInterval(round, milliseconds)
  })
  const stop = () => {
    for (const timer of timers) clearInterval(timer)
  }
  return { stop }
}
