import { Hono } from 'hono'
import { type ApiEnv, authenticate } from './authenticate.ts'
import { notFound, unavailable } from './errors.ts'
import { listPage } from './list-page.ts'
import type { Prediction } from './prediction.ts'
import type { Services } from './services.ts'
import { showPrediction, showShortly } from './show-prediction.ts'

/** Get, list and cancel. Another account's prediction is 404, as is a forgotten one. */
export function predictionRoutes(
  services: Pick<Services, 'store' | 'counters' | 'faults' | 'renders'>,
) {
  const { store, faults, renders } = services

  function findPrediction(token: string, id: string): Prediction {
    const prediction = store.read(token).find('predictions', id)
    if (!prediction || prediction.forgotten) throw notFound()
    return prediction
  }

  return new Hono<ApiEnv>()
    .get('/predictions', authenticate(services, 'lists'), (c) => {
      const predictions = store.read(c.var.token).list('predictions')
      const remembered = predictions.filter(({ forgotten }) => !forgotten)
      const { results, ...links } = listPage(remembered, c.req.url)
      const now = Date.now()
      return c.json({ ...links, results: results.map((each) => showShortly(each, now)) })
    })
    .get('/predictions/:id', authenticate(services, 'gets'), (c) => {
      const { token } = c.var
      if (faults.take(token, ['get_503'])) throw unavailable()
      const prediction = findPrediction(token, c.req.param('id'))
      if (faults.take(token, ['prediction_forgotten'])) {
        store.write(token, (tx) => tx.put('predictions', { ...prediction, forgotten: true }))
        throw notFound()
      }
      return c.json(showPrediction(prediction, Date.now()))
    })
    .post('/predictions/:id/cancel', authenticate(services, 'cancels'), (c) => {
      const { token } = c.var
      const { id } = findPrediction(token, c.req.param('id'))
      renders.cancel(token, id)
      return c.json(showPrediction(findPrediction(token, id), Date.now()))
    })
}
