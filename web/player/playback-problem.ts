/** Whether the connection is to blame, and not the track: then waiting helps. `code` is that of the `MediaError`. */
export function isConnectionProblem(code: number, isOnline: boolean): boolean {
  return !isOnline || code === MEDIA_ERR_NETWORK
}

/** Why a track doesn't play, in a sentence. */
export function playbackProblem(code: number): string {
  return code === MEDIA_ERR_DECODE
    ? 'This track’s audio is damaged and can’t be played.'
    : 'Can’t load this track.'
}

// As in the HTML standard; `MediaError` itself exists in browsers only.
const MEDIA_ERR_NETWORK = 2
const MEDIA_ERR_DECODE = 3
