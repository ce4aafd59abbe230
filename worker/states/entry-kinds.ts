/**
 * `balance` is what a person can spend, below zero what they owe; `held` is set aside for open jobs.
 * - grant: the studio gave credits.
 * - purchase: the person bought credits.
 * - hold: set aside for a job; settle: spent, the track is complete; release: returned, there is no track.
 * - refund: half of a track's price, given back because its owner didn't like it.
 * - clawback: taken back because the money of a purchase went back or is disputed.
 * - adjust: corrects an earlier entry, either way.
 */
export type EntryKind =
  | 'grant'
  | 'purchase'
  | 'hold'
  | 'settle'
  | 'release'
  | 'refund'
  | 'clawback'
  | 'adjust'
