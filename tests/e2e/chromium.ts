import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian puts them. The shell draws pages as the browser does, without its windows: for half of the CPU. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** A real Chromium: `CHROMIUM` names it when it is somewhere else. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place))
  if (!executablePath) throw new Error('There is no Chromium: install it, or name it by CHROMIUM.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
