import { expect, it } from 'vitest'
import { refuseUnplantable } from './mutation.ts'
import { PLANTED_BUGS } from './planted-bugs.ts'

it('plants each bug in code that is still there', async () => {
  await expect(refuseUnplantable('.', PLANTED_BUGS)).resolves.toBeUndefined()
})
