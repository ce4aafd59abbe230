import { expect, it } from 'vitest'
import { readLogs } from './read-logs.ts'

it.each<[string[], number, string | null]>([
  [[], 0, null],
  [['', '  '], 0, null],
  [['Composing…', 'Rendering audio 40%'], 0.4, 'Rendering audio 40%'],
  [['Rendering audio 40%', ''], 0.4, 'Rendering audio 40%'],
  [['Composing…', ' 20%|██        | 2/10 [00:02<00:08,  1.00it/s]'], 0.2, 'Composing…'],
  [['Sampling:  40%|████      | 4/10 [00:04<00:06,  1.00it/s]'], 0.4, 'Sampling'],
  [[' 70%|███████   |', ' 30%|███       |'], 0.7, null],
  [['999 % sure'], 1, '999 % sure'],
  [['x'.repeat(200)], 0, 'x'.repeat(80)],
  [['Loading\0 \u001b[32mweights\u001b[0m'], 0, 'Loading weights'],
  [[`${'x'.repeat(79)}🎵🎵`], 0, `${'x'.repeat(79)}🎵`],
  [['Old 90%', ...Array.from({ length: 200 }, () => 'New 10%')], 0.1, 'New 10%'],
])('reads %j', (lines, fraction, stage) => {
  expect(readLogs(lines)).toEqual({ fraction, stage })
})
