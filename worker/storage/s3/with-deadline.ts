/** Rejects with a `TimeoutError` when `work` takes longer; `work` ends what it began when the signal comes. */
export async function withDeadline<Result>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const { promise: overdue, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = new DOMException(`S3 took longer than ${seconds} s`, 'TimeoutError')
    reject(error)
    controller.abort(error)
  }, seconds * 1000)
  try {
    return await Promise.race([work(controller.signal), overdue])
  } finally {
    clearTimeout(timer)
  }
}
