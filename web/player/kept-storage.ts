const KEY = 'soundfoundry.player'

/** This tab's storage: two tabs play two things. */
export function loadKept(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

export function storeKept(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, text)
  } catch {
    // A browser that stores nothing begins with silence.
  }
}
