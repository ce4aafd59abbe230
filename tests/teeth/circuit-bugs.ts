import type { PlantedBug } from './planted-bugs.ts'

const FALLBACK = 'tests/worker/fallback.test.ts'
const CIRCUITS = 'worker/domain/jobs/pick-engine.test.ts'

/** Mistakes with engines that keep failing. */
export const CIRCUIT_BUGS: readonly PlantedBug[] = [
  {
    name: 'an engine that keeps failing is still asked',
    file: 'worker/cache/engine-circuits.ts',
    find: 'if (failures < FAILURES_MAX && !isTripped) return',
    replace: 'if (failures < 10 * FAILURES_MAX && !isTripped) return',
    test: CIRCUITS,
  },
  {
    name: 'every job asks an engine whose probe has failed',
    file: 'worker/cache/engine-circuits.ts',
    find: 'if (failures < FAILURES_MAX && !isTripped) return',
    replace: 'if (failures < FAILURES_MAX) return',
    test: CIRCUITS,
  },
  {
    name: 'many jobs probe an engine at once when it has rested',
    file: 'worker/cache/engine-circuits.ts',
    find: '{ nx: true, ex: PROBE_SECONDS }',
    replace: '{ ex: PROBE_SECONDS }',
    test: CIRCUITS,
  },
  {
    name: 'an engine that failed too often rests forever',
    file: 'worker/cache/engine-circuits.ts',
    find: "trip.set(keyOf(engine, 'resting'), 1, { ex: REST_SECONDS })",
    replace: "trip.set(keyOf(engine, 'resting'), 1)",
    test: CIRCUITS,
  },
  {
    name: 'failures of last week are held against an engine',
    file: 'worker/cache/engine-circuits.ts',
    find: "count.expire(keyOf(engine, 'failures'), WINDOW_SECONDS, 'NX')",
    replace: "count.persist(keyOf(engine, 'failures'))",
    test: CIRCUITS,
  },
  {
    name: 'every failure starts the two minutes again',
    file: 'worker/cache/engine-circuits.ts',
    find: "WINDOW_SECONDS, 'NX')",
    replace: 'WINDOW_SECONDS)',
    test: CIRCUITS,
  },
  {
    name: 'only one job at a time asks an engine that works again',
    file: 'worker/cache/engine-circuits.ts',
    find: "['failures', 'tripped', 'resting', 'probe']",
    replace: "['failures', 'resting', 'probe']",
    test: CIRCUITS,
  },
  {
    name: 'nothing is submitted while Redis is down',
    file: 'worker/domain/jobs/pick-engine.ts',
    find: '.catch(() => true)',
    replace: '',
    test: CIRCUITS,
  },
  {
    name: 'a success does not clear the failures of its engine',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  await recordSuccess(services, attempt) ',
    replace: '',
    test: FALLBACK,
  },
  {
    name: 'refusing a song counts as a failure of the engine',
    file: 'worker/domain/jobs/give-up-attempt.ts',
    find: 'if (FINAL_FAILURES.includes(failure)) await recordSuccess(services, attempt) else if',
    replace: 'if',
    test: FALLBACK,
  },
  {
    name: 'a refusal leaves the circuit of its engine as it was',
    file: 'worker/domain/jobs/give-up-attempt.ts',
    find: 'if (FINAL_FAILURES.includes(failure)) await recordSuccess(services, attempt) else if',
    replace: 'if (FINAL_FAILURES.includes(failure)) void failure\n  else if',
    test: FALLBACK,
  },
  {
    name: 'an engine that is always busy is always asked',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'await defer(services, attempt)\n      await recordFailure(services, attempt)',
    replace: 'await defer(services, attempt)',
    test: FALLBACK,
  },
]
