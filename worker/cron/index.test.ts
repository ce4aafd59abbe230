import { expect, it } from 'vitest'
import { LOCAL_CRONS } from '../../local/cron.ts'
import wrangler from '../../wrangler.toml?raw'
import { CRON_JOBS } from './index.ts'

it('has a job for each trigger of wrangler.toml, and fires each on a developer’s machine', () => {
  const crons: string[] = JSON.parse(wrangler.match(/^crons = (\[.*\])$/m)?.[1] ?? '[]')
  expect(crons).toHaveLength(3)
  expect(Object.keys(CRON_JOBS).sort()).toEqual(crons.sort())
  expect(Object.keys(LOCAL_CRONS).sort()).toEqual(crons.sort())
})
