import { ACCOUNT_BUGS } from './account-bugs.ts'
import { CATALOGUE_BUGS } from './catalogue-bugs.ts'
import { CIRCUIT_BUGS } from './circuit-bugs.ts'
import { COMPOSER_BUGS } from './composer-bugs.ts'
import { CREDIT_BUGS } from './credit-bugs.ts'
import { DOOR_BUGS } from './door-bugs.ts'
import { END_BUGS } from './end-bugs.ts'
import { LATE_MUSIC_BUGS } from './late-music-bugs.ts'
import { MESSAGE_BUGS } from './message-bugs.ts'
import { PAGE_BUGS } from './page-bugs.ts'
import { PLAYER_BUGS } from './player-bugs.ts'
import { PURCHASE_BUGS } from './purchase-bugs.ts'
import { REFERENCE_BUGS } from './reference-bugs.ts'
import { REPLICATE_BUGS } from './replicate-bugs.ts'
import { RESCUE_BUGS } from './rescue-bugs.ts'
import { S3_BUGS } from './s3-bugs.ts'
import { SIMULATION_BUGS } from './simulation-bugs.ts'
import { SOUND_BUGS } from './sound-bugs.ts'
import { STORE_BUGS } from './store-bugs.ts'
import { SUBMIT_BUGS } from './submit-bugs.ts'
import { TRACK_BUGS } from './track-bugs.ts'
import { TRASH_BUGS } from './trash-bugs.ts'
import { WATCH_BUGS } from './watch-bugs.ts'
import { WEBHOOK_BUGS } from './webhook-bugs.ts'

/** A mistake that a developer could make, and the one test file that must catch it. */
export type PlantedBug = {
  /** What goes wrong, as a sentence. */
  name: string
  file: string
  /** Stands exactly once in the file, however its lines are broken. */
  find: string
  replace: string
  /** It must stay loadable, and more than this bug should be tested in it. */
  test: string
}

/**
 * To add one: plant what would really hurt, and let the rest of its test file pass. Each takes seconds of CI:
 * no more than a dozen for one change.
 */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...CREDIT_BUGS,
  ...PURCHASE_BUGS,
  ...ACCOUNT_BUGS,
  ...CATALOGUE_BUGS,
  ...TRACK_BUGS,
  ...SUBMIT_BUGS,
  ...REFERENCE_BUGS,
  ...REPLICATE_BUGS,
  ...WEBHOOK_BUGS,
  ...MESSAGE_BUGS,
  ...WATCH_BUGS,
  ...STORE_BUGS,
  ...S3_BUGS,
  ...SOUND_BUGS,
  ...TRASH_BUGS,
  ...LATE_MUSIC_BUGS,
  ...END_BUGS,
  ...CIRCUIT_BUGS,
  ...RESCUE_BUGS,
  ...SIMULATION_BUGS,
  ...PAGE_BUGS,
  ...DOOR_BUGS,
  ...COMPOSER_BUGS,
  ...PLAYER_BUGS,
]
