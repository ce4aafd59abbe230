import { fileRoutes } from '../file-host/file-routes.ts'
import { publicUrlOf } from './public-url.ts'
import type { Services } from './services.ts'

/** The public file host `v3.fal.media`. */
export function mediaRoutes({
  audio,
  counters,
  faults,
}: Pick<Services, 'audio' | 'counters' | 'faults'>) {
  return fileRoutes({
    audio,
    path: '/files/:id/:name',
    publicUrlOf,
    onRequest: ({ key }) => counters.add(key, 'files'),
    takeFault: (key, kinds) => faults.take(key, kinds),
  })
}
