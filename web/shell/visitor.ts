import { useEffect } from 'react'
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

/** `isKnown` is false where the studio couldn't find out who this is. */
export type VisitorAnswer = Visitor & { isKnown: boolean }

/** Reads once per page who is looking at it. Never throws: a page without its visitor is better than none. */
export async function readVisitor(api: Api, request: Request): Promise<VisitorAnswer> {
  const theme = readTheme(request)
  try {
    const [person, credits] = await Promise.all([readPerson(api), readCredits(api)])
    return { person, credits, library: null, theme, isKnown: person === null || credits !== null }
  } catch {
    return { person: null, credits: null, library: null, theme, isKnown: false }
  }
}

async function readCredits(api: Api): Promise<Balance | null> {
  const answer = await api.api.credits.$get()
  if (!answer.ok) return null
  const { available, held, debt } = await answer.json()
  return { available, held, debt }
}

const STRANGER: VisitorAnswer = {
  person: null,
  credits: null,
  library: null,
  theme: 'system',
  isKnown: false,
}

/** The newest that this tab knows. The server, which renders for everybody, never sets it. */
let lastKnown: Visitor | null = null

/** The visitor that the root loader read, or else the last known one. */
export function useVisitor(): Visitor {
  const read = useRouteLoaderData<VisitorAnswer>('root') ?? STRANGER
  useEffect(() => {
    if (read.isKnown) lastKnown = read
  }, [read])
  return read.isKnown || lastKnown === null ? read : { ...lastKnown, theme: read.theme }
}
