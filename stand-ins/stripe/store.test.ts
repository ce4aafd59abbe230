import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { newCustomer } from './objects/new-customer.ts'
import { openStore } from './store.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

it('shows a transaction what it has put so far, in the order of creation', () => {
  const store = openStore(emptyFolder())
  const [ada, bo] = [newCustomer({ name: 'Ada' }), newCustomer({ name: 'Bo' })]
  store.write('key', (tx) => tx.put('customers', ada))
  store.write('key', (tx) => {
    tx.put('customers', bo)
    tx.put('customers', { ...ada, name: 'Ada L.' })
    expect(tx.find('customers', ada.id)?.name).toBe('Ada L.')
    expect(tx.list('customers').map(({ name }) => name)).toEqual(['Ada L.', 'Bo'])
  })
  const names = store
    .read('key')
    .list('customers')
    .map(({ name }) => name)
  expect(names).toEqual(['Ada L.', 'Bo'])
})

it('keeps nothing of a transaction that throws', () => {
  const folder = emptyFolder()
  const store = openStore(folder)
  const work = () =>
    store.write('key', (tx) => {
      tx.put('customers', newCustomer({}))
      throw new Error('refused')
    })
  expect(work).toThrow('refused')
  expect(store.read('key').list('customers')).toEqual([])
  expect(openStore(folder).read('key').list('customers')).toEqual([])
})

it('has forgotten a write of which a kill left only a part, and goes on from there', () => {
  const folder = emptyFolder()
  const journal = join(folder, 'journal.jsonl')
  const ada = newCustomer({ name: 'Ada' })
  openStore(folder).write('key', (tx) => tx.put('customers', ada))
  const line = readFileSync(journal, 'utf8').trimEnd().replaceAll(ada.id, 'cus_torn')
  for (const torn of [line, line.slice(0, -1), line.slice(0, 20)]) {
    appendFileSync(journal, torn)
    expect(openStore(folder).read('key').list('customers')).toEqual([ada])
  }
  const bo = newCustomer({ name: 'Bo' })
  openStore(folder).write('key', (tx) => tx.put('customers', bo))
  expect(openStore(folder).read('key').list('customers')).toEqual([ada, bo])
})

it('forgets an account for good', () => {
  const folder = emptyFolder()
  const store = openStore(folder)
  store.write('key', (tx) => tx.put('customers', newCustomer({})))
  store.forget('key')
  expect(store.keys()).toEqual([])
  expect(openStore(folder).keys()).toEqual([])
})
