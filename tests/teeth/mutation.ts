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

function mutate(source: string, { name, file, find, replace }: PlantedBug): string {
  const [before, after, ...more] = source.split(find)
  if (before === undefined || after === undefined || more.length > 0) {
    const times = after === undefined ? 'does not occur' : `occurs ${more.length + 1} times`
    throw new Error(`"${name}" can't be planted: what it replaces ${times} in ${file}.`)
  }
  return before + replace + after
}
