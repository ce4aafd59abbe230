import type { InferResponseType } from 'hono/client'
import type { Api } from './client.ts'

/** A model that tracks can be made with: its limits, what it takes as parameters, and its price. */
export type ModelAnswer = InferResponseType<Api['api']['models']['$get']>['items'][number]
