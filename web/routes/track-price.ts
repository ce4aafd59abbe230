import type { Api } from '../api.ts'
import { readAnswer } from './answers.ts'

/** The credits that a track takes with the model that takes the fewest. */
export async function readTrackPrice(api: Api, url: URL): Promise<number> {
  const { items } = await readAnswer(await api.api.models.$get(), url)
  return Math.min(...items.map((model) => model.credits.perTrack))
}
