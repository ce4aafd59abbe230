/** The orders of a list of tracks. Those that are equal in it go by their ids, in the same direction. */
export const TRACK_SORTS = ['newest', 'oldest', 'title', 'longest'] as const

export type TrackSort = (typeof TRACK_SORTS)[number]
