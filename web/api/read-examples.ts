import type { ExampleAnswer } from '../../worker/routes/examples.ts'
import type { Api } from './client.ts'

/** A track that the operator lets everybody hear. */
export type Example = ExampleAnswer

/** The examples in the operator's order. None when they can't be read: a page stands without them. */
export async function readExamples(api: Api): Promise<Example[]> {
  const answer = await api.api.examples.$get()
  return answer.ok ? (await answer.json()).items : []
}
