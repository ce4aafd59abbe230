import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { answerAudio, encodeWithoutLength } from './odd-audio.ts'
import { shareBrowser } from './share-browser.ts'
import { signUp, untilAlive } from './visit.ts'

const RENDER_MILLISECONDS = 60_000
const TITLES = ['Carry me slow', 'Foundry at dawn', 'Paper lanterns'] as const
const LYRICS = '[Verse]\nStreetlights hum along the river\n[Chorus]\nCarry me home, carry me slow'

const openPage = shareBrowser()
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

/** One person with three finished tracks, newest last in `TITLES`' order from the top of the library. */
beforeAll(async () => {
  const page = await openPage()
  await signUp(page)
  for (const title of TITLES.toReversed()) {
    const asked = {
      title,
      prompt: `slow synthwave for ${title}`,
      lyrics: LYRICS,
      genre: 'synthwave',
    }
    const answer = await page.request.post('/api/tracks', { data: asked })
    expect(answer.status()).toBe(202)
  }
  const areDone = async () => {
    expect((await readTracks(page)).map(({ status }) => status)).toEqual(
      TITLES.map(() => 'complete'),
    )
  }
  await vi.waitFor(areDone, { timeout: RENDER_MILLISECONDS, interval: 500 })
  signedIn = await page.context().storageState()
  await page.context().close()
})

async function openLibrary(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await openPage({ storageState: signedIn, ...options })
  await page.addInitScript(watchSystem)
  await page.goto('/library')
  return page
}

type ListedTrack = { id: string; title: string; status: string; durationSeconds: number }

async function readTracks(page: Page): Promise<ListedTrack[]> {
  const answer: { items: ListedTrack[] } = await (await page.request.get('/api/tracks')).json()
  return answer.items
}

/** Keeps what the page tells the system's player, whose keys no test can press. */
function watchSystem() {
  const handlers: Record<string, MediaSessionActionHandler | null> = {}
  Object.assign(window, { systemKeys: handlers })
  const { setActionHandler } = MediaSession.prototype
  MediaSession.prototype.setActionHandler = function (action, handler) {
    handlers[action] = handler
    setActionHandler.call(this, action, handler)
  }
}

const pressSystemKey = (page: Page, action: MediaSessionAction) =>
  page.evaluate((pressed) => {
    const { systemKeys } = window as unknown as {
      systemKeys: Record<string, MediaSessionActionHandler>
    }
    systemKeys[pressed]?.({ action: pressed })
  }, action)

const systemShows = (page: Page) =>
  page.evaluate(() => ({
    state: navigator.mediaSession.playbackState,
    title: navigator.mediaSession.metadata?.title,
    artist: navigator.mediaSession.metadata?.artist,
    pictures: navigator.mediaSession.metadata?.artwork.length,
  }))

const bar = (page: Page) => page.getByRole('region', { name: 'Player' })
const playIn = (page: Page, title: string) =>
  page
    .getByRole('main')
    .getByRole('button', { name: `Play ${title}` })
    .first()
    .click()
const soundOf = (page: Page) =>
  page.evaluate(() => {
    const audio = document.querySelector('audio')
    if (!audio) throw new Error('There is no audio element')
    const { currentTime: seconds, paused, volume, muted, duration, src } = audio
    return { seconds, paused, volume, muted, duration, src }
  })
const secondsOf = async (page: Page) => (await soundOf(page)).seconds
const plays = (page: Page, title: string) =>
  expect.poll(() => bar(page).textContent()).toContain(title)
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)

describe('the system’s player', () => {
  it('shows what plays, with a picture, and follows a rename', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[2])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await expect
      .poll(() => systemShows(page))
      .toEqual({ state: 'playing', title: TITLES[2], artist: 'synthwave', pictures: 1 })
    const id = (await readTracks(page)).find(({ title }) => title === TITLES[2])?.id
    const rename = (title: string) => page.request.patch(`/api/tracks/${id}`, { data: { title } })
    await rename('Renamed while playing')
    await bar(page).getByRole('link').click()
    await page.waitForURL(({ pathname }) => pathname === `/tracks/${id}`)
    await plays(page, 'Renamed while playing')
    expect((await systemShows(page)).title).toBe('Renamed while playing')
    expect((await soundOf(page)).paused).toBe(false)
    await rename(TITLES[2])
    await page.context().close()
  })

  it('does not call a cut-off track playing, and its play key tries again', async () => {
    const page = await openLibrary()
    await page.route('**/audio?*', (route) => route.abort())
    await playIn(page, TITLES[2])
    await bar(page).getByRole('alert').waitFor()
    expect((await systemShows(page)).state).toBe('paused')
    await page.unroute('**/audio?*')
    await pressSystemKey(page, 'play')
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    expect((await systemShows(page)).state).toBe('playing')
    await page.context().close()
  })
})

describe('a track that can’t be loaded', () => {
  it('is skipped after a while, with a word about it', async () => {
    const page = await openLibrary()
    const [broken] = await readTracks(page)
    await page.route(`**/${broken?.id}/audio?*`, (route) => route.fulfill({ status: 404 }))
    await playIn(page, TITLES[0])
    await bar(page).getByText('Can’t load this track.').waitFor()
    await plays(page, TITLES[1])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await page.context().close()
  })

  it('is waited for while there is no connection', async () => {
    const page = await openLibrary()
    // The page fetches the player's bar before anything plays.
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await playIn(page, TITLES[0])
    await bar(page).getByText('Waiting for the connection…').waitFor()
    expect((await systemShows(page)).state).toBe('paused')
    await page.context().setOffline(false)
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await plays(page, TITLES[0])
    await page.context().close()
  })
})

describe('an MP3 of variable bit rate that lacks its length', () => {
  it('is as long as it was measured, and every place of it can be reached', async () => {
    const page = await openLibrary()
    const [track] = await readTracks(page)
    if (!track) throw new Error('There is no track')
    const mp3 = await encodeWithoutLength(track.durationSeconds)
    await page.route(`**/${track.id}/audio?*`, answerAudio(mp3))
    await playIn(page, TITLES[0])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    expect(Math.abs((await soundOf(page)).duration - track.durationSeconds)).toBeGreaterThan(5)
    const slider = bar(page).getByRole('slider', { name: /^Position/ })
    const whole = Math.floor(track.durationSeconds)
    expect(await slider.getAttribute('aria-valuemax')).toBe(String(whole))
    await slider.focus()
    for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key)
    await expect
      .poll(async () => Math.abs((await secondsOf(page)) - (track.durationSeconds - 4)))
      .toBeLessThan(2)
    await plays(page, TITLES[1])
    await page.context().close()
  })
})

describe('the keyboard', () => {
  it('plays and mutes beside the volume’s slider, on any layout', async () => {
    const page = await openLibrary({ viewport: { width: 1440, height: 900 } })
    await playIn(page, TITLES[0])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    const volume = bar(page).getByRole('slider', { name: 'Volume' })
    await volume.focus()
    await page.keyboard.press('k')
    await expect.poll(async () => (await soundOf(page)).paused).toBe(true)
    const pressCyrillic = (key: string, code: string) =>
      volume.evaluate(
        (element, init) => element.dispatchEvent(new KeyboardEvent('keydown', init)),
        { key, code, bubbles: true, cancelable: true },
      )
    await pressCyrillic('л', 'KeyK')
    await expect.poll(async () => (await soundOf(page)).paused).toBe(false)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    expect((await soundOf(page)).volume).toBeCloseTo(0.9)
    await volume.fill('0')
    for (const key of ['m', 'm']) await page.keyboard.press(key)
    expect(await soundOf(page)).toMatchObject({ volume: 0.9, muted: false })
    await page.context().close()
  })

  it('goes through the queue and changes it, and the focus is never lost', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[0])
    await plays(page, TITLES[0])
    await page.keyboard.press('q')
    const queue = page.getByRole('dialog', { name: 'Queue' })
    await queue.waitFor()
    const rows = () =>
      queue
        .getByRole('button', { name: /^Play / })
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))
    await expect.poll(rows).toEqual([`Play ${TITLES[1]}`, `Play ${TITLES[2]}`])
    await queue.getByRole('button', { name: TITLES[0], exact: true }).focus()
    for (const key of ['ArrowDown', 'Alt+ArrowDown']) await page.keyboard.press(key)
    expect(await rows()).toEqual([`Play ${TITLES[2]}`, `Play ${TITLES[1]}`])
    expect(await focusedName(page)).toBe(`Play ${TITLES[1]}`)
    for (const key of ['ArrowUp', 'Delete']) await page.keyboard.press(key)
    expect(await rows()).toEqual([`Play ${TITLES[1]}`])
    expect(await focusedName(page)).toBe(`Play ${TITLES[1]}`)
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page)).toBe(`Pause ${TITLES[0]}`)
    await page.keyboard.press('Shift+ArrowRight')
    await plays(page, TITLES[1])
    await page.context().close()
  })

  it('opens the full player with the words, and comes back to where it was', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[0])
    await plays(page, TITLES[0])
    const opener = bar(page).getByRole('button', { name: 'Lyrics' })
    await opener.focus()
    await page.keyboard.press('f')
    const full = page.getByRole('dialog', { name: 'Now playing' })
    await full.getByText('Streetlights hum along the river').waitFor()
    await page.keyboard.press('k')
    await expect.poll(async () => (await soundOf(page)).paused).toBe(true)
    await page.keyboard.press('Escape')
    await full.waitFor({ state: 'detached' })
    await expect.poll(() => focusedName(page)).toBe('Lyrics')
    await page.context().close()
  })

  it('is left to the browser when single keys are switched off', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[0])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await page.keyboard.press('?')
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await list.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await page.keyboard.press('k')
    await page.keyboard.press('q')
    expect((await soundOf(page)).paused).toBe(false)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })
})

describe('after a reload', () => {
  it('stands paused at the second, in the same queue, and loads no sound until it is asked to', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[1])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await page.keyboard.press('l')
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(10)
    const before = await secondsOf(page)
    const asked: string[] = []
    page.on('request', (request) => request.url().includes('/audio?') && asked.push(request.url()))
    await page.reload()
    await plays(page, TITLES[1])
    const slider = bar(page).getByRole('slider', { name: /^Position/ })
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(
      Math.floor(before),
    )
    await page.waitForLoadState('networkidle')
    expect(asked).toEqual([])
    await bar(page).getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(before)
    await bar(page).getByRole('button', { name: 'Next track' }).click()
    await plays(page, TITLES[2])
    await page.context().close()
  })

  it('shows nobody what another person played', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[0])
    await plays(page, TITLES[0])
    await page.context().clearCookies()
    await page.goto('/pricing')
    await page.waitForLoadState('networkidle')
    expect(await bar(page).count()).toBe(0)
    await signUp(page, 'Noa')
    await page.waitForLoadState('networkidle')
    expect(await bar(page).count()).toBe(0)
    await page.context().close()
  })
})

it('falls silent when somebody signs out in another tab', async () => {
  const page = await openLibrary()
  await playIn(page, TITLES[0])
  await plays(page, TITLES[0])
  await page.context().clearCookies()
  await bar(page).getByRole('link').click()
  await page.waitForURL(({ pathname }) => pathname === '/sign-in')
  await bar(page).waitFor({ state: 'detached' })
  expect((await soundOf(page)).src).toBe('')
  await page.context().close()
})

it('goes on through the list behind a track that is started from its own page', async () => {
  const page = await openPage({ storageState: signedIn })
  const there = Promise.withResolvers<void>()
  // The player's code comes when the list has been left already.
  await page.route(/\/start-player-/, async (route) => {
    await there.promise
    await route.continue()
  })
  await page.goto('/library')
  await untilAlive(page)
  await page.getByRole('main').getByRole('link', { name: TITLES[0] }).first().click()
  await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/'))
  there.resolve()
  await playIn(page, TITLES[0])
  await plays(page, TITLES[0])
  await bar(page).getByRole('button', { name: 'Next track' }).click()
  await plays(page, TITLES[1])
  await page.context().close()
})

it('keeps a favorite from the bar', async () => {
  const page = await openLibrary()
  await playIn(page, TITLES[0])
  const heart = bar(page).getByRole('button', { name: `Favorite ${TITLES[0]}` })
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await heart.click()
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true')
  await kept
  await page.reload()
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true')
  await heart.click()
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('false')
  await page.context().close()
})

it('plays a part again and again', async () => {
  const page = await openLibrary()
  await playIn(page, TITLES[0])
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
  await page.keyboard.press('f')
  const full = page.getByRole('dialog', { name: 'Now playing' })
  await full.getByRole('slider', { name: /^Position/ }).focus()
  await page.keyboard.press('[')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(']')
  const stop = full.getByRole('button', { name: /^Stop looping 0:0/ })
  const loopStart = await secondsOf(page)
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(loopStart + 3)
  await expect.poll(() => secondsOf(page)).toBeLessThan(loopStart + 2)
  await stop.click()
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(loopStart + 6)
  await page.context().close()
})

describe('a hidden tab', () => {
  it('plays on, and draws and changes nothing', async () => {
    const page = await openLibrary()
    await playIn(page, TITLES[0])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    const hideFor = (hidden: boolean) =>
      page.evaluate(async (isHidden) => {
        const audio = document.querySelector('audio')
        if (!audio) throw new Error('There is no audio element')
        Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
        const frame = window.requestAnimationFrame
        await new Promise((resolve) => frame(resolve))
        let [frames, changes, ticks] = [0, 0, 0]
        window.requestAnimationFrame = (callback) => {
          frames += 1
          return frame.call(window, callback)
        }
        const watching = new MutationObserver((all) => {
          changes += all.length
        })
        watching.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        })
        await new Promise<void>((resolve) => {
          audio.addEventListener('timeupdate', function tick() {
            ticks += 1
            if (ticks < 6) return
            audio.removeEventListener('timeupdate', tick)
            resolve()
          })
        })
        watching.disconnect()
        window.requestAnimationFrame = frame
        return { frames, changes }
      }, hidden)
    const seen = await hideFor(false)
    expect(seen.frames).toBeGreaterThan(5)
    expect(seen.changes).toBeGreaterThan(0)
    const before = await secondsOf(page)
    expect(await hideFor(true)).toEqual({ frames: 0, changes: 0 })
    expect(await secondsOf(page)).toBeGreaterThan(before)
    const back = await hideFor(false)
    expect(back.frames).toBeGreaterThan(5)
    await page.context().close()
  })
})

describe('two hundred changes of page', () => {
  it('leave no listener, observer, or canvas behind', async () => {
    const page = await openPage({ storageState: signedIn })
    await page.addInitScript(countWatchers)
    await page.goto('/library')
    await playIn(page, TITLES[0])
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(0.2)
    await page.getByRole('main').getByRole('link', { name: TITLES[0] }).first().click()
    await bar(page).getByRole('button', { name: 'Repeat: off' }).click()
    const walk = async (times: number) => {
      await page.evaluate(goBackAndForth, times)
      await page.waitForLoadState('networkidle')
      return page.evaluate(() => {
        const { watchers } = window as unknown as {
          watchers: { listeners: number; observers: number }
        }
        return { ...watchers, canvases: document.querySelectorAll('canvas').length }
      })
    }
    await page
      .getByRole('main')
      .getByRole('slider', { name: /^Position/ })
      .waitFor()
    const before = await walk(5)
    expect(before.listeners).toBeGreaterThan(10)
    expect(before.observers).toBeGreaterThan(2)
    expect(await walk(95)).toEqual(before)
    expect((await soundOf(page)).paused).toBe(false)
    await page.context().close()
  }, 240_000)
})

/** Leaves the page with the waveform and comes back to it. */
async function goBackAndForth(times: number): Promise<void> {
  const hasWave = () => document.querySelector('main [role="slider"]') !== null
  const until = (wanted: boolean) =>
    new Promise<void>((resolve) => {
      const look = () => (hasWave() === wanted ? resolve() : requestAnimationFrame(look))
      look()
    })
  for (let time = 0; time < times; time += 1) {
    history.back()
    await until(false)
    history.forward()
    await until(true)
  }
}

/** Counts what listens and observes: on the window, the document, the sound, and media queries. */
function countWatchers() {
  const watchers = { listeners: 0, observers: 0 }
  Object.assign(window, { watchers })
  const known = new Map<EventTarget, Map<string, Set<unknown>>>()
  const isLasting = (target: EventTarget | undefined) =>
    !target ||
    target === window ||
    target === document ||
    target instanceof HTMLMediaElement ||
    target instanceof MediaQueryList
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const forget = (target: EventTarget, type: string, listener: unknown) => {
    if (known.get(target)?.get(type)?.delete(listener)) watchers.listeners -= 1
  }
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window
    const types = known.get(target) ?? new Map<string, Set<unknown>>()
    const listeners = types.get(type) ?? new Set()
    const { signal, once } = typeof options === 'object' ? options : {}
    if (isLasting(target) && listener && !once && !signal?.aborted && !listeners.has(listener)) {
      known.set(target, types.set(type, listeners.add(listener)))
      watchers.listeners += 1
      const end = () => forget(target, type, listener)
      if (signal) addEventListener.call(signal, 'abort', end)
    }
    addEventListener.call(target, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    forget(this ?? window, type, listener)
    removeEventListener.call(this ?? window, type, listener, options)
  }
  for (const Observer of [ResizeObserver, IntersectionObserver, MutationObserver]) {
    const active = new WeakSet<object>()
    const { observe, disconnect } = Observer.prototype
    Observer.prototype.observe = function (this: object, ...given: never[]) {
      if (!active.has(this)) watchers.observers += 1
      active.add(this)
      return Reflect.apply(observe, this, given)
    }
    Observer.prototype.disconnect = function (this: object) {
      if (active.delete(this)) watchers.observers -= 1
      return Reflect.apply(disconnect, this, [])
    }
  }
}

describe('on a phone', () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

  /** A finger that rests at the end: after a flick, a browser takes the next tap for its end. */
  async function swipe(page: Page, from: [number, number], to: [number, number]): Promise<void> {
    const session = await page.context().newCDPSession(page)
    const start = Date.now() / 1000 - 1
    const touch = (type: 'touchStart' | 'touchMove', share: number, seconds: number) => {
      const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
      const timestamp = start + seconds
      return session.send('Input.dispatchTouchEvent', { type, timestamp, touchPoints: [{ x, y }] })
    }
    await touch('touchStart', 0, 0)
    for (const share of [0.3, 0.6, 1]) await touch('touchMove', share, share / 5)
    for (const seconds of [0.5, 0.9]) await touch('touchMove', 1, seconds)
    const timestamp = start + 1
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', timestamp, touchPoints: [] })
  }

  it('opens by a tap, closes by a swipe, goes on by a swipe, and can be put away', async () => {
    const page = await openLibrary(PHONE)
    await playIn(page, TITLES[0])
    const open = bar(page).getByRole('button', { name: /^Open player/ })
    await open.tap()
    const full = page.getByRole('dialog', { name: 'Now playing' })
    await full.getByText('Streetlights hum along the river').waitFor()
    await swipe(page, [195, 160], [195, 420])
    await full.waitFor({ state: 'detached' })
    await expect.poll(() => focusedName(page)).toContain('Open player')
    const box = await open.boundingBox()
    if (!box) throw new Error('The mini player is not there')
    const y = box.y + box.height / 2
    await swipe(page, [box.x + 180, y], [box.x + 20, y])
    await plays(page, TITLES[1])
    expect(await full.count()).toBe(0)
    await bar(page).getByRole('button', { name: 'Close player' }).tap()
    await bar(page).waitFor({ state: 'detached' })
    expect((await soundOf(page)).src).toBe('')
    await page.context().close()
  })

  it('loops a part between two presses, and one that a finger was drawn over', async () => {
    const page = await openLibrary(PHONE)
    await playIn(page, TITLES[0])
    await bar(page)
      .getByRole('button', { name: /^Open player/ })
      .tap()
    const full = page.getByRole('dialog', { name: 'Now playing' })
    const wave = full.getByRole('slider', { name: /^Position/ })
    await wave.waitFor()
    const length = Number(await wave.getAttribute('aria-valuemax'))
    const box = await wave.boundingBox()
    if (!box) throw new Error('The waveform is not there')
    const at = (share: number): [number, number] => [
      box.x + box.width * share,
      box.y + box.height / 2,
    ]
    const mark = full.getByRole('button', { name: 'Loop a part' })
    const stop = full.getByRole('button', { name: /^Stop looping/ })
    await mark.tap()
    await page.touchscreen.tap(...at(0.5))
    await full.getByText('Press where it ends').waitFor()
    await page.touchscreen.tap(...at(0.25))
    await stop.waitFor()
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(length * 0.2)
    expect(await secondsOf(page)).toBeLessThan(length * 0.55)
    await stop.tap()
    await mark.tap()
    await swipe(page, at(0.6), at(0.9))
    await stop.waitFor()
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(length * 0.55)
    await page.context().close()
  })
})
