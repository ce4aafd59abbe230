import { readFile } from 'node:fs/promises'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { mutate, refuseUnplantable } from './mutation.ts'
import { PLANTED_BUGS } from './planted-bugs.ts'

it('plants each bug in code that is still there', async () => {
  await expect(refuseUnplantable('.', PLANTED_BUGS)).resolves.toBeUndefined()
})

it('plants each bug as code that can be loaded', async () => {
  const inCode = PLANTED_BUGS.filter(({ file }) => file.endsWith('.ts'))
  const broken = inCode.map(async (bug) => {
    const source = mutate(await readFile(bug.file, 'utf8'), bug)
    const { errors } = parseSync(bug.file, source)
    return errors.map(({ message }) => `${bug.name}: ${message}`)
  })
  expect((await Promise.all(broken)).flat()).toEqual([])
})
