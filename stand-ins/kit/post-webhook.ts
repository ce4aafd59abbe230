const TIMEOUT_MILLISECONDS = 15_000

/** A webhook that is signed and ready to go. */
export type SignedRequest = { url: string; headers: Record<string, string>; body: string }

/** The status of the answer; 0 when none came in time. Redirects are not followed. */
export async function postWebhook(
  { url, headers, body }: SignedRequest,
  closing: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return 0
  }
}
