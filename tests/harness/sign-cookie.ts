/** A cookie's value as the auth library signs it. */
export async function signCookie(value: string, secret: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const signer = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ])
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', signer, encoder.encode(value)))
  return encodeURIComponent(`${value}.${btoa(String.fromCharCode(...signature))}`)
}
