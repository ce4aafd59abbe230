/** Thrown from any depth; `putFile` turns it into its result. */
export class RefusedBody extends Error {
  readonly reason: 'empty' | 'truncated' | 'too_large' | 'not_audio' | 'unavailable'

  constructor(reason: RefusedBody['reason'], options?: ErrorOptions) {
    super(`The body is refused: ${reason}`, options)
    this.reason = reason
  }
}

/** What isn't refused already failed in the store. */
export async function fromStore<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof RefusedBody) throw error
    throw new RefusedBody('unavailable', { cause: error })
  }
}
