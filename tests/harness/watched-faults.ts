import { onTestFinished } from 'vitest'

type Levers = {
  fault(kind: string, ...more: never[]): Promise<unknown>
  faults(): Promise<{ kind: string; times: number }[]>
  healFaults(): Promise<unknown>
}

/**
 * The same account, in tests that fail when none of the faults of a kind that they arm ever goes off:
 * such a test would pass without it, too.
 */
export function watchFaults<Account extends Levers>(account: Account): Account {
  /** How often faults of a kind were to go off when the last one was armed. */
  const armed = new Map<string, number>()
  /** The kinds of the running test of which none has gone off yet. */
  const idle = new Set<string>()

  async function countLeft(): Promise<(kind: string) => number> {
    const left = await account.faults()
    return (kind) => left.reduce((sum, each) => sum + (each.kind === kind ? each.times : 0), 0)
  }

  async function look(): Promise<void> {
    const leftOf = await countLeft()
    for (const [kind, times] of armed) if (leftOf(kind) < times) idle.delete(kind)
  }

  async function expectGoneOff(): Promise<void> {
    await look()
    const kinds = [...idle]
    armed.clear()
    idle.clear()
    if (kinds.length > 0) throw new Error(`These faults never went off: ${kinds.join(', ')}`)
  }

  const watched: Levers = {
    async fault(kind, ...more) {
      if (armed.size > 0) await look()
      else if (idle.size === 0) onTestFinished(expectGoneOff)
      await account.fault(kind, ...more)
      const left = (await countLeft())(kind)
      // Something under way may have met it already.
      if (left === 0) return
      armed.set(kind, left)
      idle.add(kind)
    },
    faults: account.faults,
    async healFaults() {
      if (armed.size > 0) await look()
      armed.clear()
      await account.healFaults()
    },
  }
  // The levers take what those of the account take: they only pass it on.
  return { ...account, ...watched } as Account
}
