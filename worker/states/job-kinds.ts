export const JOB_KINDS = {
  generate: { deadlineSeconds: 900, isShownOnTrack: true },
} as const satisfies Record<
  string,
  {
    /** A job still open after this long fails, and its credits go back. */
    deadlineSeconds: number
    /** Whether the track's status is this job's. */
    isShownOnTrack: boolean
  }
>

export type JobKind = keyof typeof JOB_KINDS

// `Object.keys` gives a table's own names and no others.
export const SHOWN_ON_TRACK = (Object.keys(JOB_KINDS) as JobKind[]).filter(
  (kind) => JOB_KINDS[kind].isShownOnTrack,
)
