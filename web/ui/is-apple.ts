/** Whether this machine's shortcuts are pressed with ⌘. Not on the server, which doesn't know. */
export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)
}
