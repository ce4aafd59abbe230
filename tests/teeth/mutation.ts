import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlantedBug } from './planted-bugs.ts'

/** Plants a bug in the checkout in `folder`. Returns the function that takes it out again. */
export async function plantBug(folder: string, bug: PlantedBug): Promise<() => Promise<void>> {
  const path = join(folder, bug.file)
  const source = await readFile(path, 'utf8')
  await writeFile(path, mutate(source, bug))
  return () => writeFile(path, source)
}

/** Throws, naming every bug that can't be planted in the checkout in `folder`. */
export async function refuseUnplantable(
  folder: string,
  bugs: readonly PlantedBug[],
): Promise<void> {
  const problems: string[] = []
  for (const bug of bugs)
    await readFile(join(folder, bug.file), 'utf8')
      .then((source) => mutate(source, bug))
      .catch((error: Error) => problems.push(error.message))
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

/**
 * The source with what `find` names replaced. Throws unless that stands in it exactly once.
 *
 * `find` is compared word by word and sign by sign, whatever white space is between them: `f( a )` is
 * `f(a)`, but `a b` is not `ab`. A comma before a closing bracket, which formatters add, doesn't count.
 */
export function mutate(source: string, { name, file, find, replace }: PlantedBug): string {
  const found = [...source.matchAll(patternOf(find))]
  const [only] = found
  if (only === undefined || found.length > 1) {
    const times = found.length === 0 ? 'does not occur' : `occurs ${found.length} times`
    throw new Error(`"${name}" can't be planted: what it replaces ${times} in ${file}.`)
  }
  return source.slice(0, only.index) + replace + source.slice(only.index + only[0].length)
}

const LAST_COMMA = /,\s*(?=[)\]}])/g

function patternOf(find: string): RegExp {
  const tokens = find.replaceAll(LAST_COMMA, '').match(/\w+|[^\w\s]/g) ?? []
  const parts = tokens.map((token, index) => {
    const literal = /\w/.test(token) ? `\\b${token}\\b` : `\\${token}`
    const comma = /[)\]}]/.test(token) ? ',?\\s*' : ''
    return index === 0 ? literal : `\\s*${comma}${literal}`
  })
  return new RegExp(parts.join(''), 'g')
}
