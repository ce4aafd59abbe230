// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const CREDITS = 'tests/worker/credits.test.ts'
const LIMITS = 'worker/domain/tracks/explain-refusal.test.ts'
const REQUEST = 'worker/domain/tracks/request-track.test.ts'
const DRAFT = 'worker/domain/tracks/draft-request.test.ts'

/** Mistakes that give credits away, take them twice or take them for nothing. */
export const CREDIT_BUGS: readonly PlantedBug[] = [
  {
    name: 'the same movement of credits may be written twice',
    file: 'migrations/0002_credits.sql',
    find: 'key text not null constraint credit_entries_key_taken unique,',
    replace: 'key text not null,',
    test: 'tests/worker/ledger-keys.test.ts',
  },
  {
    name: 'a hold may be both settled and released',
    file: 'migrations/0002_credits.sql',
    find: 'create unique index credit_entries_hold_resolved',
    replace: 'create index credit_entries_hold_resolved',
    test: CREDITS,
  },
  {
    name: 'written entries of the ledger may be changed',
    file: 'migrations/0002_credits.sql',
    find: 'for each row execute function refuse_change()',
    replace: 'for each row when (false) execute function refuse_change()',
    test: CREDITS,
  },
  {
    name: 'a hold may take more than there is',
    file: 'migrations/0002_credits.sql',
    find: "check (kind <> 'hold' or balance_after >= 0)",
    replace: 'check (true)',
    test: REQUEST,
  },
  {
    name: 'a network is welcomed without end',
    file: 'worker/db/welcomes.ts',
    find: 'where counts.welcomed < ${perNetworkAndDay}::integer',
    replace: 'where counts.welcomed <> ${perNetworkAndDay}::integer * 1000',
    test: 'worker/routes/auth-by-mail.test.ts',
  },
  {
    name: 'the quote forgets the variations',
    file: 'worker/domain/tracks/quote-tracks.ts',
    find: 'priceTracks(model, { seconds, variations: asked.variations })',
    replace: 'priceTracks(model, { seconds, variations: 1 })',
    test: CREDITS,
  },
  {
    name: 'only the first variation is paid in full',
    file: 'worker/db/track-requests.ts',
    find: '({ track, job }) => insertTrack(db, request, { track, job }, limits)',
    replace:
      '({ track, job }, n) => insertTrack(db, request, { track, job: n ? { ...job, credits: 1 } : job }, limits)',
    test: REQUEST,
  },
  {
    name: 'a request with a known key is an error instead of a replay',
    file: 'worker/db/track-requests.ts',
    find: 'on conflict (user_id, route, key) do nothing',
    replace: '',
    test: DRAFT,
  },
  {
    name: 'a request with a known key holds credits again',
    file: 'worker/db/track-requests.ts',
    find: 'select from request_keys where id = ${request.id}',
    replace: 'select from request_keys where user_id = ${request.userId} and key = ${request.key}',
    test: DRAFT,
  },
  {
    name: 'a known key answers whatever else is asked with it',
    file: 'worker/domain/tracks/request-track.ts',
    find: 'stored.bodySha256 === request.bodySha256',
    replace: 'stored.bodySha256',
    test: DRAFT,
  },
  {
    name: 'a failed job is charged',
    file: 'worker/db/jobs/end.ts',
    find: 'charged = target.is_counted and not exists (select from free)',
    replace: 'charged = not exists (select from free)',
    test: 'worker/domain/jobs/submit-job.test.ts',
  },
  {
    name: 'of many requests at once, some slip past the cap on open jobs',
    file: 'migrations/0012_what_nobody_paid_for.sql',
    find: 'language plpgsql as',
    replace: 'language plpgsql stable as',
    test: LIMITS,
  },
  {
    name: 'a song that no provider ever had uses up what the studio gives away in a day',
    file: 'worker/db/jobs/end.ts',
    find: 'set micros = unpaid_costs.micros - freed.micros',
    replace: 'set micros = unpaid_costs.micros',
    test: LIMITS,
  },
  {
    name: 'every cancel is free, however much the studio pays for it',
    file: 'worker/db/jobs/end.ts',
    find: 'where free_cancels.used < ${freeCancels}::integer',
    replace: '',
    test: 'worker/domain/jobs/cancel-job.test.ts',
  },
]
