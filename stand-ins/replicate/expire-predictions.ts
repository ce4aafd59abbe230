import type { Prediction } from './prediction.ts'
import type { Services } from './services.ts'

const KEPT_MILLISECONDS = 60 * 60_000
const LOOK_MILLISECONDS = 30_000

type ExpiryServices = Pick<Services, 'store' | 'audio'>

/** Until stopped, removes the input and output of every prediction an hour after its end. */
export function startExpiry(services: ExpiryServices): { stop(): void } {
  const { store } = services
  const timer = setInterval(() => {
    for (const token of store.keys())
      for (const prediction of store.read(token).list('predictions'))
        if (isDue(prediction)) expirePrediction(services, token, prediction)
  }, LOOK_MILLISECONDS)
  return { stop: () => clearInterval(timer) }
}

/** Removes an ended prediction's input, output and file; the prediction itself stays. */
export function expirePrediction(
  { store, audio }: ExpiryServices,
  token: string,
  prediction: Prediction,
): Prediction {
  const { fileId, outcome } = prediction
  if (fileId !== null) audio.remove(fileId)
  const expired: Prediction = {
    ...prediction,
    input: {},
    outcome: outcome?.status === 'succeeded' ? { ...outcome, output: null } : outcome,
    fileId: null,
    dataRemoved: true,
  }
  store.write(token, (tx) => tx.put('predictions', expired))
  return expired
}

function isDue({ completedAt, dataRemoved }: Prediction): boolean {
  return !dataRemoved && completedAt !== null && completedAt + KEPT_MILLISECONDS <= Date.now()
}
