import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

type Import = { from: string; to: string; isType: boolean }

/** Pure functions that pages run, too: they import nothing but types. */
const SHARED = ['worker/providers/compose-prompt.ts']

const INNER = /^worker\/(domain|db|providers|storage|cache|audio|payments|observability)\//

/** What an import breaks, in words; null when it is fine. */
function findBreach({ from, to, isType }: Import): string | null {
  if (/^(local|tests)\//.test(to) && !/^(local|tests)\//.test(from)) return 'runs test code'
  if (from.startsWith('web/') && to.startsWith('worker/') && !isType && !SHARED.includes(to))
    return 'web runs worker code'
  if (SHARED.includes(from) && !isType) return 'shared code needs something'
  if (!from.startsWith('worker/domain/') || isType) return null
  if (/^hono/.test(to)) return 'domain knows HTTP'
  if (to === 'worker/env.ts') return 'domain reads settings'
  return to.startsWith('worker/') && !INNER.test(to) ? 'domain points outwards' : null
}

function readImports(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const found = source.matchAll(
    /^(?:import|export) (type )?[^'"`;]*?from '([^']+)'|import\('([^']+)'\)/gms,
  )
  return [...found].map(([, type, named, lazy]) => ({
    from: file,
    to: resolveImport(file, named ?? lazy ?? ''),
    isType: type !== undefined,
  }))
}

function resolveImport(file: string, specifier: string): string {
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier
}

it('keeps every arrow pointing inwards', () => {
  const files = globSync('{worker,web}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  const imports = files.flatMap(readImports)
  expect(imports.length).toBeGreaterThan(200)
  const breaches = imports.flatMap((each) => {
    const breach = findBreach(each)
    return breach ? [`${each.from} → ${each.to}: ${breach}`] : []
  })
  expect(breaches).toEqual([])
})

it.each([
  [{ from: 'worker/domain/x.ts', to: 'hono', isType: false }, 'domain knows HTTP'],
  [{ from: 'worker/domain/x.ts', to: 'worker/env.ts', isType: false }, 'domain reads settings'],
  [
    { from: 'worker/domain/x.ts', to: 'worker/queues/index.ts', isType: false },
    'domain points outwards',
  ],
  [{ from: 'web/x.tsx', to: 'worker/app.ts', isType: false }, 'web runs worker code'],
  [{ from: 'web/x.tsx', to: 'worker/app.ts', isType: true }, null],
  [{ from: 'web/x.tsx', to: 'worker/providers/compose-prompt.ts', isType: false }, null],
  [
    { from: 'worker/providers/compose-prompt.ts', to: 'zod', isType: false },
    'shared code needs something',
  ],
  [{ from: 'worker/x.ts', to: 'stand-ins/kit/faults.ts', isType: false }, 'runs test code'],
])('would notice a bad arrow: %o', (arrow, breach) => {
  expect(findBreach(arrow)).toBe(breach)
})
