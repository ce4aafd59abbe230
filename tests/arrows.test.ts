import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

type Import = { from: string; to: string; isType: boolean }

/** What pages may run of the Worker: facts and pure functions, which import nothing but types. */
const SHARED =
  /^worker\/(states\/|domain\/style\/|audio\/(analysis\/|(waveform-peaks|pause|sniff-audio|sample-rate-of|mp3\/id3-tag|mp3\/mp3-frame|wav\/wav-header)\.ts$)|providers\/compose-prompt\.ts$)/

/** The nouns of the domain: each may import those that come after it. */
const NOUNS = [
  'tracks',
  'accounts',
  'jobs',
  'files',
  'style',
  'purchases',
  'credits',
  'content-policy',
]

/** What the domain stands on: it can be read without the domain. */
const FLOOR =
  /^worker\/((audio|cache|crypto|db|mail|messages|metrics|observability|payments|pictures|providers|states|storage)\/|(errors|ids|texts)\.ts$)/

const DOORS = /^worker\/(routes|webhooks|queues|cron)\//

/** Where ids and keys are checked before they become a part of a path or a header. */
const API_CLIENT = 'web/api/client.ts'

/** What an import breaks, in words; null when it is fine. Types count as much as code where nothing else is said. */
function findBreach({ from, to, isType }: Import): string | null {
  if (/^(local|stand-ins|tests)\//.test(to)) return 'runs test code'
  if (from.startsWith('web/ui/') && /^(web|worker)\//.test(to) && !to.startsWith('web/ui/'))
    return 'a plain component knows the studio'
  if (to === 'hono/client' && from !== API_CLIENT && !isType) return 'asks the API unchecked'
  if (from.startsWith('web/') && to.startsWith('worker/') && !isType && !SHARED.test(to))
    return 'web runs worker code'
  if (from.startsWith('worker/') && SHARED.test(from) && !isType && !SHARED.test(to))
    return 'shared code needs something'
  if (from.startsWith('worker/states/') && !to.startsWith('worker/states/'))
    return 'a fact needs something'
  if (FLOOR.test(from) && to.startsWith('worker/domain/')) return 'the floor knows the domain'
  if (FLOOR.test(from) && DOORS.test(to)) return 'the floor knows a door'
  const [door, otherDoor] = [DOORS.exec(from)?.[1], DOORS.exec(to)?.[1]]
  if (door && otherDoor && door !== otherDoor) return 'a door leads through another'
  if (from.startsWith('worker/domain/')) return findDomainBreach({ from, to, isType })
  return null
}

function findDomainBreach({ from, to, isType }: Import): string | null {
  if (/^hono/.test(to)) return 'domain knows HTTP'
  const [noun, other] = [nounOf(from), nounOf(to)]
  if (noun !== null && other !== null && NOUNS.indexOf(other) < NOUNS.indexOf(noun))
    return `${noun} knows ${other}`
  if (isType || !to.startsWith('worker/')) return null
  if (to === 'worker/env.ts') return 'domain reads settings'
  return FLOOR.test(to) || other !== null ? null : 'domain points outwards'
}

function nounOf(file: string): string | null {
  const noun = /^worker\/domain\/([\w-]+)\//.exec(file)?.[1]
  if (noun === undefined) return null
  if (!NOUNS.includes(noun)) throw new Error(`Say in NOUNS where ${noun} stands`)
  return noun
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

/** The circles of files, each as its files in the order in which they import one another. */
function findCircles(imports: readonly Pick<Import, 'from' | 'to'>[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: string[]) => {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    for (const { to } of targets.get(file) ?? []) walk(to, [...path, file])
    done.add(file)
  }
  for (const file of targets.keys()) walk(file, [])
  return circles
}

function readAllImports(): Import[] {
  const files = globSync('{worker,web}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  const imports = files.flatMap(readImports)
  expect(imports.length).toBeGreaterThan(200)
  return imports
}

it('keeps every arrow pointing inwards', () => {
  const breaches = readAllImports().flatMap((each) => {
    const breach = findBreach(each)
    return breach ? [`${each.from} → ${each.to}: ${breach}`] : []
  })
  expect(breaches).toEqual([])
})

it('has no circle of files, types included', () => {
  expect(findCircles(readAllImports())).toEqual([])
})

it('has no circle of rooms in web/', () => {
  const roomOf = (file: string) => /^web\/[^/]+(?=\/)/.exec(file)?.[0]
  const between = readAllImports().flatMap(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)]
    return room && other && room !== other ? [{ from: room, to: other }] : []
  })
  expect(between.length).toBeGreaterThan(50)
  expect(findCircles(between)).toEqual([])
})

const runs = (from: string, to: string): Import => ({ from, to, isType: false })
const reads = (from: string, to: string): Import => ({ from, to, isType: true })

it.each([
  [runs('worker/domain/jobs/x.ts', 'hono'), 'domain knows HTTP'],
  [runs('worker/domain/jobs/x.ts', 'worker/env.ts'), 'domain reads settings'],
  [runs('worker/domain/jobs/x.ts', 'worker/queues/index.ts'), 'domain points outwards'],
  [runs('worker/domain/jobs/x.ts', 'worker/states/x.ts'), null],
  [reads('worker/domain/jobs/x.ts', 'worker/services.ts'), null],
  [reads('worker/domain/jobs/x.ts', 'worker/domain/tracks/y.ts'), 'jobs knows tracks'],
  [runs('worker/domain/tracks/x.ts', 'worker/domain/jobs/y.ts'), null],
  [reads('worker/db/x.ts', 'worker/domain/jobs/y.ts'), 'the floor knows the domain'],
  [reads('worker/messages/x.ts', 'worker/queues/y.ts'), 'the floor knows a door'],
  [reads('worker/metrics/x.ts', 'worker/domain/credits/y.ts'), 'the floor knows the domain'],
  [reads('worker/states/x.ts', 'worker/db/schema.ts'), 'a fact needs something'],
  [runs('worker/routes/x.ts', 'worker/webhooks/y.ts'), 'a door leads through another'],
  [runs('worker/routes/x.ts', 'worker/routes/y.ts'), null],
  [runs('web/x.tsx', 'worker/app.ts'), 'web runs worker code'],
  [reads('web/x.tsx', 'worker/app.ts'), null],
  [runs('web/x.tsx', 'worker/states/x.ts'), null],
  [runs('web/x.tsx', 'worker/providers/compose-prompt.ts'), null],
  [runs('web/x.tsx', 'worker/domain/style/x.ts'), null],
  [runs('web/x.tsx', 'worker/domain/files/x.ts'), 'web runs worker code'],
  [runs('web/x.tsx', 'worker/audio/analysis/x.ts'), null],
  [runs('web/x.tsx', 'worker/audio/mp3/x.ts'), 'web runs worker code'],
  [runs('worker/audio/analysis/x.ts', 'worker/audio/mp3/y.ts'), 'shared code needs something'],
  [runs('worker/domain/style/x.ts', 'worker/pictures/y.ts'), 'shared code needs something'],
  [reads('web/ui/x.tsx', 'web/shell/y.tsx'), 'a plain component knows the studio'],
  [runs('web/ui/x.tsx', 'web/ui/y.tsx'), null],
  [runs('worker/providers/compose-prompt.ts', 'zod'), 'shared code needs something'],
  [runs('worker/x.ts', 'stand-ins/kit/faults.ts'), 'runs test code'],
  [runs('web/x.tsx', 'hono/client'), 'asks the API unchecked'],
  [runs('worker/pages.ts', 'hono/client'), 'asks the API unchecked'],
  [runs('web/api/client.ts', 'hono/client'), null],
])('would notice a bad arrow: %o', (arrow, breach) => {
  expect(findBreach(arrow)).toBe(breach)
})

/** An address of the API that is put together with a value, past the client that checks it. */
const HANDMADE_PATH = /(['"`])\/?api\/[^'"`]*(?:\$\{|\1\s*\+)/

it('puts no id into a path of the API but in the client that checks it', () => {
  const files = globSync('web/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  expect(files.filter((file) => HANDMADE_PATH.test(readFileSync(file, 'utf8')))).toEqual([])
  for (const made of ['`/api/tracks/$' + '{id}`', "'/api/jobs/' + id", '"/api/tracks/" +\n  id'])
    expect(made).toMatch(HANDMADE_PATH)
})

it('would notice a circle', () => {
  const [ab, bc, ca] = [runs('a', 'b'), reads('b', 'c'), reads('c', 'a')]
  expect(findCircles([ab, bc, ca])).toEqual(['a → b → c → a'])
  expect(findCircles([ab, bc])).toEqual([])
})
