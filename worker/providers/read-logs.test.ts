import { expect, it } from 'vitest'
import { readLogs } from './read-logs.ts'

it.each<[string[], number]>([
  [[], 0],
  [['', 'Composing…'], 0],
  [['Composing…', 'Rendering audio 40%', ''], 0.4],
  [['Sampling:  40%|████      | 4/10 [00:04<00:06,  1.00it/s]'], 0.4],
  [[' 70%|███████   |', ' 30%|███       |'], 0.7],
  [['999 % sure'], 1],
  [['Old 90%', ...Array.from({ length: 200 }, () => 'New 10%')], 0.1],
])('reads how far %j is', (lines, fraction) => {
  expect(readLogs(lines)).toEqual({ fraction })
})
