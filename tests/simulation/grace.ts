export const ROUND_SECONDS = 60
/** Whatever goes wrong, what has an end is over by it and this many rounds of cron. */
const ROUNDS = 2
/** What the last of these rounds itself may take. */
const ROUND_SECONDS_MAX = 5

export const GRACE_SECONDS = ROUNDS * ROUND_SECONDS + ROUND_SECONDS_MAX
