import type { InferResponseType } from 'hono/client'
import type { Rights } from '../../worker/states/rights.ts'
import { readError } from './answers.ts'
import { type Api, browserApi } from './client.ts'

export type ReferencePage = InferResponseType<Api['api']['files']['$get'], 200>
export type ReferenceAnswer = ReferencePage['items'][number]
export type MeasuredAnswer = NonNullable<ReferenceAnswer['measured']>

/** Why the API didn't do what was asked, as a sentence for the person. */
export class Refused extends Error {}

/** The sounds that the person has kept, newest first. Throws `Refused`. */
export function listReferences(cursor?: string): Promise<ReferencePage> {
  return read(browserApi.api.files.$get({ query: cursor === undefined ? {} : { cursor } }))
}

/** Keeps a sound in the studio. Throws `Refused`. */
export function keepReference(file: File, rights: Rights): Promise<ReferenceAnswer> {
  const asked = { query: { rights, name: nameOf(file) } }
  // The browser's idea of its type may be none, or `video`: the studio looks at the bytes.
  const headers = { 'Content-Type': 'application/octet-stream' }
  return read(browserApi.api.files.$post(asked, { init: { headers, body: file } }))
}

/** Measures a kept sound that wasn't measured yet. Throws `Refused`. */
export function measureReference(fileId: string): Promise<MeasuredAnswer> {
  const asked = { json: { fileId } }
  return read(browserApi.api.analyze.$post(asked))
}

/** The kept sound itself. Throws `Refused`. */
export async function readReference({ id, name, contentType }: ReferenceAnswer): Promise<File> {
  const answer = await browserApi.api.files[':id'].content.$get({ param: { id } }).catch(() => null)
  if (!answer?.ok) throw await refusalOf(answer)
  return new File([await answer.blob()], name, { type: contentType })
}

/** Deletes a kept sound; one that is gone already is deleted. Throws `Refused`. */
export async function deleteReference(id: string): Promise<void> {
  const answer = await browserApi.api.files[':id'].$delete({ param: { id } }).catch(() => null)
  if (answer?.status !== 204 && answer?.status !== 404) throw await refusalOf(answer)
}

const NAME_LENGTH_MAX = 200

function nameOf({ name }: File): string {
  return [...name.trim()].slice(0, NAME_LENGTH_MAX).join('') || 'Reference'
}

type Answer<Body> = { ok: boolean; status: number; json(): Promise<Body> }

async function read<Body>(asked: Promise<Answer<Body>>): Promise<Body> {
  const answer = await asked.catch(() => null)
  if (!answer?.ok) throw await refusalOf(answer)
  return answer.json()
}

async function refusalOf(answer: Answer<unknown> | null): Promise<Refused> {
  if (answer?.status === 401) return new Refused('You’re signed out. Sign in again first.')
  const error = answer && (await readError(answer).catch(() => null))
  const sentence = Object.values(error?.fields ?? {})[0] ?? error?.message
  return new Refused(sentence ?? 'We can’t reach the studio right now. Try again in a moment.')
}
