import { type Prediction, startsAt } from './prediction.ts'

const STEPS = 10
const BAR_LENGTH = 10

/** When each line of the log is written, in Unix milliseconds: the first one, then one per step. */
export function logTimes(prediction: Prediction): number[] {
  const start = startsAt(prediction)
  const span = prediction.createdAt + prediction.renderMilliseconds - start
  return Array.from({ length: STEPS }, (_, step) => start + (span * step) / STEPS)
}

/**
 * The log so far: progress bars as models print them with `tqdm`. It stops at 90 % until the music is
 * there.
 */
export function logsUntil(prediction: Prediction, now: number): string {
  const until = prediction.completedAt ?? now
  const written = logTimes(prediction).filter((time) => time <= until).length
  const steps = Array.from({ length: written }, (_, step) => step)
  if (prediction.outcome?.status === 'succeeded') steps.push(STEPS)
  return steps.map((step) => (step === 0 ? 'Composing…\n' : `${progressBar(step)}\n`)).join('')
}

function progressBar(step: number): string {
  const percent = String((step * 100) / STEPS).padStart(3)
  const bar = '█'.repeat((step * BAR_LENGTH) / STEPS).padEnd(BAR_LENGTH)
  return `${percent}%|${bar}| ${step}/${STEPS} [00:${String(step).padStart(2, '0')}<00:${String(STEPS - step).padStart(2, '0')},  1.00it/s]`
}
