import { expect, it } from 'vitest'
import wrangler from '../../wrangler.toml?raw'
import { CRON_JOBS } from './index.ts'

it('has a job for each trigger of wrangler.toml, and for no other', () => {
  const crons: string[] = JSON.parse(wrangler.match(/^crons = (\[.*\])$/m)?.[1] ?? '[]')
  expect(Object.keys(CRON_JOBS).sort()).toEqual(crons.sort())
})
