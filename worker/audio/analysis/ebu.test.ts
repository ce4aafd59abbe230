import { expect, it } from 'vitest'
import { checkEbuSignal } from '../testdata/check-ebu-signal.ts'
import { ebuSignals } from '../testdata/ebu-signals.ts'

/** One of each kind; all of them are heard in `ebu.long.test.ts`. */
const SHORT = ['3341-1', '3341-6', '3341-9', '3341-12', '3341-16', '3341-19', '3341-22', '3342-1']

it.each(ebuSignals().filter(({ name }) => SHORT.includes(name)))(
  'shows what $name demands',
  (signal) => {
    expect(checkEbuSignal(signal)).toEqual([])
  },
)
