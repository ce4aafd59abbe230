export const TOO_LATE = Symbol('too late')

/** The answer, or `TOO_LATE` when it takes longer than this. */
export async function within<Answer>(
  seconds: number,
  answer: Promise<Answer>,
): Promise<Answer | typeof TOO_LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<typeof TOO_LATE>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LATE), seconds * 1000)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
