import { expect, it } from 'vitest'
import { checkEbuSignal } from '../testdata/check-ebu-signal.ts'
import { ebuSignals } from '../testdata/ebu-signals.ts'

it.each(ebuSignals())('shows what $name demands', (signal) => {
  expect(checkEbuSignal(signal)).toEqual([])
})
