import { useEffect } from 'react'
import { useRouteLoaderData } from 'react-router'
import type { Library } from '../../worker/db/library.ts'
import { mustConfirm, type Person, readPerson } from '../api/auth-api.ts'
import { askBalance, type Balance } from '../api/balance.ts'
import type { Api } from '../api/client.ts'
import { readTheme, type Theme } from './theme.ts'

export type Visitor = {
  person: Person | null
  /** Null for a visitor who isn't signed in. */
  credits: Balance | null
  /** Whether their free credits wait for their address to be confirmed. */
  confirmFirst: boolean
  /** How many tracks they have, and which are being made; null for a visitor who isn't signed in. */
  library: Library | null
  theme: Theme
}

/** A track that is being made, and the job that makes it. */
export type MakingTrack = Library['making'][number]

/** `isKnown` is false where the studio couldn't find out who this is. */
export type VisitorAnswer = Visitor & { isKnown: boolean }

/** Reads once per page who is looking at it. Never throws: a page without its visitor is better than none. */
export async function readVisitor(api: Api, request: Request): Promise<VisitorAnswer> {
  const theme = readTheme(request)
  try {
    const [person, credits, library] = await Promise.all([
      readPerson(api),
      readCredits(api),
      readLibrary(api),
    ])
    return {
      person,
      credits,
      confirmFirst: person !== null && !person.emailVerified && (await mustConfirm(api)),
      library,
      theme,
      isKnown: person === null || credits !== null,
    }
  } catch {
    return { ...STRANGER, theme }
  }
}

async function readCredits(api: Api): Promise<Balance | null> {
  const answer = await askBalance(api)
  return answer.ok ? answer.json() : null
}

async function readLibrary(api: Api): Promise<Library | null> {
  const answer = await api.api.library.$get()
  return answer.ok ? answer.json() : null
}

const STRANGER: VisitorAnswer = {
  person: null,
  credits: null,
  confirmFirst: false,
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
