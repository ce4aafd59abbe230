/**
 * What an entry of the ledger does. `balance` is what a person may spend (below zero: owes), `held`
 * what waits for a job to end.
 *
 * - grant: credits given, by the studio.
 * - purchase: credits bought.
 * - hold: set aside for a job; settle: the job's track is complete, they are spent; release: the job
 *   ended without a track, they are back.
 * - refund: half of a track's price, given back because its owner didn't like it.
 * - clawback: taken back with the money of a purchase that was refunded or is disputed.
 * - adjust: a correction of an earlier entry, either way.
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
