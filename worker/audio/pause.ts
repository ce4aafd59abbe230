/** A turn of the event loop: a promise alone would keep it. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
