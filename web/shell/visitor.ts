import { useRouteLoaderData } from 'react-router'
import type { TrackListed } from '../../worker/domain/tracks/track-answer.ts'
import { type Person, readPerson } from '../api/auth-api.ts'
import type { Balance } from '../api/balance.ts'
import type { Api } from '../api/client.ts'
import { readTheme, type Theme } from './theme.ts'

export type Visitor = {
  person: Person | null
  /** Null for a visitor who isn't signed in. */
  credits: Balance | null
  /** How many tracks they have; null for a visitor who isn't signed in. */
  library: LibraryCounts | null
  theme: Theme
}

export type LibraryCounts = {
  tracks: number
  favorites: number
  failed: number
  genres: { genre: string; tracks: number }[]
  making: MakingTrack[]
}

/** A track that is being made, and the job that makes it. */
export type MakingTrack = Pick<TrackListed, 'id' | 'title' | 'take'> & { jobId: string }

/** Reads once per page who is looking at it. */
export async function readVisitor(api: Api, request: Request): Promise<Visitor> {
  const [person, credits] = await Promise.all([readPerson(api), readCredits(api)])
  return { person, credits, library: null, theme: readTheme(request) }
}

async function readCredits(api: Api): Promise<Balance | null> {
  const answer = await api.api.credits.$get()
  if (!answer.ok) return null
  const { available, held, debt } = await answer.json()
  return { available, held, debt }
}

const STRANGER: Visitor = { person: null, credits: null, library: null, theme: 'system' }

/** The visitor that the root loader read; a stranger where the root loader failed. */
export function useVisitor(): Visitor {
  return useRouteLoaderData<Visitor>('root') ?? STRANGER
}
