import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openJournal } from './journal.ts'

type Person = { id: string; name: string }

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const openPeople = (folder: string) => openJournal<{ people: Person }>(folder)
const ADA = { id: '1', name: 'Ada' }
const BO = { id: '2', name: 'Bo' }

it('shows a transaction what it has put so far, in the order of creation', () => {
  const store = openPeople(emptyFolder())
  store.write('key', (tx) => tx.put('people', ADA))
  store.write('key', (tx) => {
    tx.put('people', BO)
    tx.put('people', { ...ADA, name: 'Ada L.' })
    expect(tx.find('people', ADA.id)?.name).toBe('Ada L.')
    expect(tx.list('people').map(({ name }) => name)).toEqual(['Ada L.', 'Bo'])
  })
  const names = store
    .read('key')
    .list('people')
    .map(({ name }) => name)
  expect(names).toEqual(['Ada L.', 'Bo'])
})

it('keeps nothing of a transaction that throws', () => {
  const folder = emptyFolder()
  const store = openPeople(folder)
  const work = () =>
    store.write('key', (tx) => {
      tx.put('people', ADA)
      throw new Error('refused')
    })
  expect(work).toThrow('refused')
  expect(store.read('key').list('people')).toEqual([])
  expect(openPeople(folder).read('key').list('people')).toEqual([])
})

it('forgets a write that a kill cut short, and goes on from there', () => {
  const folder = emptyFolder()
  const journal = join(folder, 'journal.jsonl')
  openPeople(folder).write('key', (tx) => tx.put('people', ADA))
  const line = readFileSync(journal, 'utf8').trimEnd().replaceAll('Ada', 'Torn')
  for (const torn of [line, line.slice(0, -1), line.slice(0, 20)]) {
    appendFileSync(journal, torn)
    expect(openPeople(folder).read('key').list('people')).toEqual([ADA])
  }
  openPeople(folder).write('key', (tx) => tx.put('people', BO))
  expect(openPeople(folder).read('key').list('people')).toEqual([ADA, BO])
})

it('forgets an account for good', () => {
  const folder = emptyFolder()
  const store = openPeople(folder)
  store.write('key', (tx) => tx.put('people', ADA))
  store.forget('key')
  expect(store.keys()).toEqual([])
  expect(openPeople(folder).keys()).toEqual([])
})
