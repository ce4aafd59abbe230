import type { Api } from './client.ts'

/** A track that the operator lets everybody hear. */
export type Example = {
  id: string
  title: string
  prompt: string
  instrumental: boolean
  durationSeconds: number
  /** The model's id, as in the catalogue. */
  model: string
  genre: string | null
  audioUrl: string
  peaksUrl: string
}

type ExampleRoutes = {
  examples: { $get(): Promise<{ ok: boolean; json(): Promise<{ items: Example[] }> }> }
}

/** The examples in the operator's order. None when they can't be read: a page stands without them. */
export async function readExamples(api: Api): Promise<Example[]> {
  const answer = await (api.api as unknown as ExampleRoutes).examples.$get()
  return answer.ok ? (await answer.json()).items : []
}
