import { expect, it } from 'vitest'
import { Faults } from './faults.ts'

type Kind = 'slow' | 'broken'

it('fires each fault as often as it was armed, oldest first', () => {
  const faults = new Faults<Kind, { milliseconds?: number }>()
  faults.arm('a', 'slow', 1, { milliseconds: 5 })
  faults.arm('a', 'broken', 2, {})
  faults.arm('a', 'slow', 1, { milliseconds: 9 })
  const fire = () => faults.take('a', ['slow', 'broken'])
  expect([fire(), fire()]).toEqual([
    { kind: 'slow', times: 0, milliseconds: 5 },
    { kind: 'broken', times: 1 },
  ])
  expect([fire()?.kind, fire()?.milliseconds, fire()]).toEqual(['broken', 9, undefined])
})

it('lets `skip` requests pass first', () => {
  const faults = new Faults<Kind>()
  faults.arm('a', 'broken', 1, { skip: 2 })
  const fire = () => faults.take('a', ['broken'])?.kind
  expect([fire(), fire(), fire(), fire()]).toEqual([undefined, undefined, 'broken', undefined])
})

it('leaves other kinds and other scopes alone', () => {
  const faults = new Faults<Kind>()
  faults.arm('a', 'broken', 1, {})
  expect(faults.take('a', ['slow'])).toBeUndefined()
  expect(faults.take('b', ['broken'])).toBeUndefined()
  expect(faults.list('a')).toEqual([{ kind: 'broken', times: 1 }])
  faults.clear('b')
  expect(faults.list('a')).toHaveLength(1)
  faults.clear('a')
  expect(faults.take('a', ['broken'])).toBeUndefined()
})
