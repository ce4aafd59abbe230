const ROUND_MILLISECONDS = 60_000

/** Cron doesn't fire by itself on a developer's machine: one round at once, and one every minute. */
export function startCron(port: number): { stop(): void } {
  const round = () =>
    fetch(`http://127.0.0.1:${port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`)
      .then((answer) => answer.text())
      .catch(() => undefined)
  void round()
  const timer = setInterval(round, ROUND_MILLISECONDS)
  return { stop: () => clearInterval(timer) }
}
