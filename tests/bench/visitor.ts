/** A person with a browser, which sends the cookies back as they were last set. */
export type Visitor = {
  userId: string
  /** Posts JSON. Rejects with the answer unless it is a 2xx. */
  post<T>(path: string, json: unknown): Promise<T>
}

/** Signs a new person up. */
export async function signUp(url: string, name: string): Promise<Visitor> {
  const cookies = new Map<string, string>()

  async function post<T>(path: string, json: unknown): Promise<T> {
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(json) })
    for (const set of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(key, value)
    }
    const text = await answer.text()
    if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`)
    // The routes' own tests hold them to the shapes that their callers name here.
    return JSON.parse(text) as T
  }

  const person = { name, email: `${name}@example.com`, password: 'let-me-measure' }
  const { user } = await post<{ user: { id: string } }>('/api/auth/sign-up/email', person)
  return { userId: user.id, post }
}
