/** Why a track doesn't play, in a sentence. `code` is that of the `MediaError`. */
export function playbackProblem(code: number | undefined, online: boolean): string {
  if (!online) return 'You are offline. The track can play when the connection is back.'
  if (code === MEDIA_ERR_NETWORK) return 'The connection was lost while the track was loading.'
  if (code === MEDIA_ERR_DECODE) return 'The audio of this track is damaged and can’t be played.'
  return 'The audio of this track can’t be loaded.'
}

// As in the HTML standard; `MediaError` itself exists in browsers only.
const MEDIA_ERR_NETWORK = 2
const MEDIA_ERR_DECODE = 3
