/** Ends the sentence about a write of which nobody knows whether it was done. */
export const SAME_KEY_IS_SAFE = 'Sending it again with the same Idempotency-Key is safe.'
