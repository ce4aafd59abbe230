import { fetchMended } from './fetch-mended.ts'
import type { PlayableTrack } from './playable-track.ts'
import { isConnectionProblem, playbackProblem } from './playback-problem.ts'

export type DeckStatus =
  | { status: 'loading' | 'playing' | 'paused' | 'stalled' }
  | { status: 'error'; problem: string }

/** The one audio element, with one track at a time. It loads nothing before `start`. */
export interface Deck {
  cue(track: PlayableTrack, fromSeconds: number): void
  /** A newer copy of the same track: what is loaded plays on. */
  renew(track: PlayableTrack): void
  start(): void
  pause(): void
  eject(): void
  seek(seconds: number): void
  status(): DeckStatus
  positionSeconds(): number
  /** The measured length where there is one: the element only guesses. 0 while it is unknown. */
  durationSeconds(): number
  bufferedSeconds(): number
}

export interface DeckListener {
  onStatus(): void
  onTime(): void
  onEnded(): void
}

/** An element that guesses a length this far from the measured one can't seek by itself. */
const GUESS_SECONDS_OFF = 1
const GUESS_SHARE_OFF = 0.02

const RETRY_SECONDS_FIRST = 5
const RETRY_SECONDS_MAX = 60

/** One long closure: everything in it follows the one element. Ends with `signal`. */
export function openDeck(
  audio: HTMLAudioElement,
  listener: DeckListener,
  signal: AbortSignal,
): Deck {
  let track: PlayableTrack | null = null
  let isLoaded = false
  /** The person wants to hear it, whatever the element is able to do. */
  let isWanted = false
  let isStarved = false
  /** Where the element is, or will be once it has loaded. */
  let lastSeconds = 0
  let mending: AbortController | null = null
  let mendedUrl: string | null = null
  let canMend = true
  let retries = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  function load(url: string): void {
    isLoaded = true
    isStarved = false
    audio.src = url
    audio.currentTime = lastSeconds
  }

  function play(): void {
    audio.play().catch((error: unknown) => {
      // The element's own events report every other failure, and an interrupted start is none.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return
      isWanted = false
      listener.onStatus()
    })
  }

  function reload(): void {
    clearTimeout(retry)
    if (track === null) return
    const duration = deck.durationSeconds()
    if (duration > 0 && lastSeconds >= duration) lastSeconds = 0
    load(mendedUrl ?? track.audioUrl)
    if (isWanted) play()
  }

  function forgetMended(): void {
    mending?.abort()
    mending = null
    if (mendedUrl) URL.revokeObjectURL(mendedUrl)
    mendedUrl = null
    canMend = true
  }

  function isGuessOff(): boolean {
    const measured = track?.durationSeconds ?? null
    if (measured === null || !canMend || mendedUrl || !Number.isFinite(audio.duration)) return false
    const off = Math.abs(audio.duration - measured)
    return off > GUESS_SECONDS_OFF && off > measured * GUESS_SHARE_OFF
  }

  /** Loads the file once more, in a form in which every place can be reached, and goes to `lastSeconds`. */
  async function mend(url: string): Promise<void> {
    if (mending) return
    const thisMending = new AbortController()
    mending = thisMending
    audio.pause()
    const mended = await fetchMended(url, thisMending.signal)
    if (thisMending.signal.aborted) return
    mending = null
    canMend = false
    mendedUrl = mended
    if (mended) load(mended)
    else audio.currentTime = Math.min(lastSeconds, audio.duration)
    if (isWanted) play()
    listener.onStatus()
  }

  const isKnown = () => isLoaded && !mending && !audio.error

  const deck: Deck = {
    cue(wanted, fromSeconds) {
      deck.eject()
      track = wanted
      lastSeconds = fromSeconds
    },
    renew(copy) {
      track = copy
    },
    start() {
      isWanted = true
      if (mending || track === null) return
      if (!isLoaded || audio.error) reload()
      else play()
    },
    pause() {
      isWanted = false
      clearTimeout(retry)
      audio.pause()
      listener.onStatus()
    },
    eject() {
      clearTimeout(retry)
      forgetMended()
      isWanted = false
      track = null
      lastSeconds = 0
      if (!isLoaded) return
      isLoaded = false
      audio.pause()
      audio.removeAttribute('src')
      audio.load()
    },
    seek(seconds) {
      const duration = deck.durationSeconds()
      lastSeconds = Math.max(0, Math.min(seconds, duration || seconds))
      if (isKnown() && track && isGuessOff()) void mend(track.audioUrl)
      else if (isKnown()) audio.currentTime = lastSeconds
      listener.onStatus()
    },
    status() {
      if (!isWanted) return { status: 'paused' }
      if (audio.error) {
        if (isConnectionProblem(audio.error.code, navigator.onLine)) return { status: 'stalled' }
        return { status: 'error', problem: playbackProblem(audio.error.code) }
      }
      if (mending || !isLoaded) return { status: 'loading' }
      if (audio.readyState >= audio.HAVE_FUTURE_DATA) return { status: 'playing' }
      return { status: isStarved || !navigator.onLine ? 'stalled' : 'loading' }
    },
    positionSeconds() {
      const duration = deck.durationSeconds()
      if (isKnown() && audio.ended) return duration
      return Math.min(isKnown() ? audio.currentTime : lastSeconds, duration || Infinity)
    },
    durationSeconds() {
      const guess = isLoaded && Number.isFinite(audio.duration) ? audio.duration : 0
      return track?.durationSeconds ?? guess
    },
    bufferedSeconds: () => (isKnown() ? bufferedUntil(audio) : lastSeconds),
  }

  function listen(names: (keyof HTMLMediaElementEventMap)[], heard: () => void): void {
    for (const name of names) audio.addEventListener(name, heard, { signal })
  }
  listen(['loadedmetadata'], () => {
    if (track && lastSeconds > 0 && isGuessOff()) void mend(track.audioUrl)
  })
  listen(['playing'], () => {
    retries = 0
  })
  listen(['playing', 'progress', 'canplay'], () => {
    isStarved = false
  })
  listen(['stalled'], () => {
    isStarved = true
  })
  listen(['timeupdate'], () => {
    if (isKnown() && !audio.seeking) lastSeconds = audio.currentTime
  })
  listen(['error'], () => {
    if (deck.status().status !== 'stalled') return
    const seconds = Math.min(RETRY_SECONDS_MAX, RETRY_SECONDS_FIRST * 2 ** retries)
    retries += 1
    clearTimeout(retry)
    retry = setTimeout(reload, seconds * 1000)
  })
  listen(['pause'], () => {
    // The system pauses, too. The end of a track, its failure, and a mending are no wish for silence.
    if (audio.paused && !audio.ended && !mending && !audio.error) isWanted = false
  })
  listen(['playing', 'pause', 'waiting', 'stalled', 'canplay', 'error'], listener.onStatus)
  listen(['timeupdate', 'seeking', 'seeked', 'durationchange', 'progress'], listener.onTime)
  listen(['ended'], () => mending || listener.onEnded())
  window.addEventListener(
    'online',
    () => deck.status().status === 'stalled' && audio.error && reload(),
    { signal },
  )
  window.addEventListener('offline', listener.onStatus, { signal })
  return deck
}

function bufferedUntil({ buffered, currentTime }: HTMLAudioElement): number {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && currentTime <= buffered.end(range))
      return buffered.end(range)
  }
  return currentTime
}
