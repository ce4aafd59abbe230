import { expect, it } from 'vitest'
import { readTakes, sayPrice } from './say-price.ts'

it('says what a press costs and leaves', () => {
  expect(sayPrice({ credits: 5, balance: 1412 }, 2)).toMatchObject({
    isAffordable: true,
    price: '10 credits',
    balance: '1,412 → 1,402 credits',
  })
  expect(sayPrice({ credits: 1, balance: 1 }, 1)).toMatchObject({
    isAffordable: true,
    price: '1 credit',
    balance: '1 → 0 credits',
  })
})

it('says what is missing when there are too few credits', () => {
  expect(sayPrice({ credits: 5, balance: 14 }, 3)).toMatchObject({
    isAffordable: false,
    balance: '14 credits',
    short: 'You need 15 credits and have 14.',
  })
})

it('reads the takes whatever is typed', () => {
  expect(['1', '4', '', 'x', '0', '9', '-2', '2.7'].map(readTakes)).toEqual([
    1, 4, 1, 1, 1, 4, 1, 2,
  ])
})
