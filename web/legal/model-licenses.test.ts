import { expect, it } from 'vitest'
import { CATALOGUE, listModels } from '../../worker/providers/catalogue.ts'
import { MODEL_LICENSES } from './model-licenses.ts'

it('says of every model of the catalogue what is known and what isn’t, and of no other', () => {
  const models = listModels().map(({ id }) => id)
  expect(Object.keys(MODEL_LICENSES).toSorted()).toEqual(models.toSorted())
  for (const { known, unknown, terms } of Object.values(MODEL_LICENSES)) {
    expect(known).toMatch(/\.$/)
    expect(unknown).toMatch(/\.$/)
    expect(terms.every(({ address }) => URL.canParse(address))).toBe(true)
  }
})

it('names the terms of every service that makes a model’s music', () => {
  const hosts = { fal: 'fal.ai', replicate: 'replicate.com' }
  for (const { id, engines } of Object.values(CATALOGUE)) {
    const named = MODEL_LICENSES[id].terms.map(({ address }) => new URL(address).hostname)
    for (const { provider } of engines) expect(named).toContain(hosts[provider])
  }
})
