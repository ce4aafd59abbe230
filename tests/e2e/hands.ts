import type { Browser, Locator } from 'playwright-core'

/** How a person works the studio. Each does the same, and none of them does what its person couldn't. */
export type Hands = {
  options: Parameters<Browser['newContext']>[0]
  press(target: Locator): Promise<void>
  choose(radio: Locator): Promise<void>
  /** Writes at the end of what is there. */
  write(target: Locator, text: string): Promise<void>
}

const WIDE = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const STOPS_MAX = 200

export const byMouse: Hands = {
  options: WIDE,
  press: (target) => target.click(),
  choose: (radio) => radio.check(),
  write: (target, text) => writeAfter(target, text, (field) => field.click()),
}

export const byTouch: Hands = {
  options: PHONE,
  press: (target) => target.tap(),
  choose: (radio) => radio.tap(),
  write: (target, text) => writeAfter(target, text, (field) => field.tap()),
}

export const byKeyboard: Hands = {
  options: WIDE,
  async press(target) {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  async choose(radio) {
    const name = await radio.getAttribute('name')
    await reach(radio.page().locator(`input[name="${name}"]:checked`))
    await walkTo(radio, 'ArrowRight')
  },
  write: (target, text) => writeAfter(target, text, reach),
}

async function writeAfter(target: Locator, text: string, get: (target: Locator) => Promise<void>) {
  await get(target)
  await target.page().keyboard.press('End')
  await target.page().keyboard.type(text)
}

/** Goes to the target by keys alone: by Tab, and by arrows within a menu and within the list. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor()
  if (await isIn(target, '[role=menu]')) return walkTo(target, 'ArrowDown')
  const track = await trackOf(target)
  if (track === null) return walkTo(target, 'Tab')
  const page = target.page()
  await walkTo(page.locator('[data-track] [tabindex="0"]').first(), 'Tab')
  const title = page.locator(`[data-track="${track}"] [data-row-title]`)
  await walkTo(title, (await isAbove(title)) ? 'ArrowUp' : 'ArrowDown')
  await walkTo(target, 'ArrowRight')
}

async function walkTo(target: Locator, key: string): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let stop = 0; stop <= STOPS_MAX; stop += 1) {
    if (await isThere()) return
    await target.page().keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${target}`)
}

const isIn = (target: Locator, selector: string) =>
  target.evaluate((element, around) => element.closest(around) !== null, selector)

const trackOf = (target: Locator) =>
  target.evaluate((element) => element.closest('[data-track]')?.getAttribute('data-track') ?? null)

/** Than what has the focus. */
const isAbove = (target: Locator) =>
  target.evaluate(
    (element) =>
      element.getBoundingClientRect().top <
      (document.activeElement?.getBoundingClientRect().top ?? 0),
  )
