import { beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../harness/ledger-invariants.ts'
import { readBalance } from '../harness/songs.ts'
import { openStudio, type Person, type Studio } from '../harness/studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

const give = ({ id }: Person, key: string) =>
  studio.sql(`select move_credits($1, 'grant', $2, 7, 0, null, null)`, [id, key])

describe('the key of an entry', () => {
  it('lets credits move once, however many accounts try at once', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    const tries = Array.from({ length: 12 }, (_, n) => give(n % 2 ? ada : bo, 'gift:one'))
    const refusals = (await Promise.allSettled(tries)).flatMap((each) =>
      each.status === 'rejected' ? [String(each.reason)] : [],
    )
    expect(refusals).toHaveLength(11)
    for (const refusal of refusals) expect(refusal).toContain('credit_entries_key_taken')
    const balances = await Promise.all([ada, bo].map(readBalance))
    expect(balances.map(({ available }) => available).sort()).toEqual([50, 57])
    await expectLedgerHolds(studio)
  })

  it('moves credits again when it is another key', async () => {
    const ada = await studio.newPerson()
    await Promise.all([give(ada, 'gift:two'), give(ada, 'gift:three')])
    expect(await readBalance(ada)).toEqual({ available: 64, held: 0 })
    await expectLedgerHolds(studio)
  })
})
