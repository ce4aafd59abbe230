import { z } from 'zod'

/** What a REST request asks for: one command, several, or several as one transaction. */
export type RestRequest =
  | { kind: 'single'; command: string[] }
  | { kind: 'pipeline' | 'transaction'; commands: string[][] }

/** A request without a command. Its message is the `error` of the answer. */
export class MalformedRequest extends Error {}

const Argument = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const CommandBody = z.array(Argument).min(1)
const CommandsBody = z.array(CommandBody).min(1)

/**
 * Reads a request as Upstash does: `/pipeline` and `/multi-exec` take an array of commands, `/` one
 * command, and any other path is itself the command, then the body, then the query string.
 */
export function parseRestRequest(url: URL, body: string): RestRequest {
  if (url.pathname === '/pipeline') return { kind: 'pipeline', commands: parseCommands(body) }
  if (url.pathname === '/multi-exec') return { kind: 'transaction', commands: parseCommands(body) }
  if (url.pathname === '/') return { kind: 'single', command: parseCommand(body) }
  return { kind: 'single', command: commandFromUrl(url, body) }
}

function parseCommand(body: string): string[] {
  const command = CommandBody.safeParse(parseJson(body)).data
  if (!command) throw new MalformedRequest('ERR failed to parse command')
  return command
}

function parseCommands(body: string): string[][] {
  const commands = CommandsBody.safeParse(parseJson(body)).data
  if (!commands) throw new MalformedRequest('ERR failed to parse pipeline request')
  return commands
}

function commandFromUrl(url: URL, body: string): string[] {
  const options = [...url.searchParams].filter(([name]) => name !== '_token').flat()
  try {
    const words = url.pathname.slice(1).split('/').map(decodeURIComponent)
    return [...words, ...(body === '' ? [] : [body]), ...options.filter((word) => word !== '')]
  } catch {
    throw new MalformedRequest('ERR failed to parse command')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
