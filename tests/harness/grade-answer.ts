/** How the headers of an answer, and its cookies, are graded by the rules of Mozilla's HTTP Observatory. */
export type Grade = { score: number; why: string[] }

type Rule = [reason: string, points: number]

/** 100 is A+. Bonuses count only where hardly anything was taken off. */
export function gradeAnswer({ headers }: Response): Grade {
  const rules = [
    gradePolicy(headers.get('content-security-policy')),
    ...gradeCookies(headers.getSetCookie()),
    gradeReferrer(headers.get('referrer-policy')),
    gradeTransport(headers.get('strict-transport-security')),
    gradeFrames(headers),
    headers.get('x-content-type-options') === 'nosniff' ? null : (['may be sniffed', -5] as Rule),
    /^same-(origin|site)$/.test(headers.get('cross-origin-resource-policy') ?? '')
      ? (['stays with its site', 10] as Rule)
      : null,
    headers.get('access-control-allow-origin') === null ? null : (['shared', -50] as Rule),
  ].filter((rule): rule is Rule => rule !== null)
  const sum = (chosen: Rule[]) => chosen.reduce((all, [, points]) => all + points, 100)
  const lost = sum(rules.filter(([, points]) => points < 0))
  return {
    score: lost >= 90 ? sum(rules) : lost,
    why: rules.filter(([, points]) => points < 0).map(([reason]) => reason),
  }
}

const BROAD = /^(ftp:|http:|https:|\*|https?:\/\/\*(\.\*)?)$/
const INLINE = /^('unsafe-inline'|data:)$/
const MARKED = /^'(nonce|sha(256|384|512))-/

function gradePolicy(policy: string | null): Rule | null {
  if (!policy) return ['no content security policy', -25]
  const directives = readPolicy(policy)
  const sources = (name: string) => {
    const found = directives.get(name) ?? directives.get('default-src') ?? ['*']
    const isMarked = found.some((source) => MARKED.test(source))
    return found.filter((source) => !(isMarked && source === "'unsafe-inline'"))
  }
  const [scripts, styles] = [sources('script-src'), sources('style-src')]
  if (scripts.some((source) => BROAD.test(source) || INLINE.test(source)))
    return ['scripts from anywhere', -20]
  if (sources('object-src').some((source) => BROAD.test(source)))
    return ['objects from anywhere', -20]
  const passive = [...sources('img-src'), ...sources('media-src')]
  if ([...directives.values()].flat().some((source) => /^(http|ftp):/.test(source)))
    return ['takes plain HTTP', passive.some((source) => source.startsWith('http:')) ? -10 : -20]
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return ['evaluates', -10]
  if (styles.some((source) => BROAD.test(source) || INLINE.test(source))) return null
  return ['no unsafe source', directives.get('default-src')?.join() === "'none'" ? 10 : 5]
}

function readPolicy(policy: string): Map<string, string[]> {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]))
}

function gradeCookies(cookies: string[]): Rule[] {
  const isSession = (cookie: string) => /^[^=]*(login|sess)/i.test(cookie)
  const lacks = (flag: RegExp) => (cookie: string) => !flag.test(cookie)
  return [
    ...cookies
      .filter(lacks(/; secure/i))
      .map((cookie): Rule => ['a cookie over HTTP', isSession(cookie) ? -40 : -20]),
    ...cookies
      .filter((cookie) => isSession(cookie) && !/; httponly/i.test(cookie))
      .map((): Rule => ['scripts read the session', -30]),
    ...(cookies.length > 0 && !cookies.some(lacks(/; samesite=(lax|strict)/i))
      ? [['cookies stay with their site', 5] as Rule]
      : []),
  ]
}

function gradeReferrer(policy: string | null): Rule | null {
  if (policy === null) return null
  const isPrivate = /^(no-referrer|same-origin|strict-origin(-when-cross-origin)?)$/.test(policy)
  return isPrivate ? ['tells others little', 5] : ['tells others much', -5]
}

const HALF_A_YEAR_SECONDS = 15_552_000

function gradeTransport(policy: string | null): Rule | null {
  const seconds = Number(/max-age=(\d+)/.exec(policy ?? '')?.[1])
  if (!Number.isInteger(seconds)) return ['no strict transport', -20]
  return seconds < HALF_A_YEAR_SECONDS ? ['short strict transport', -10] : null
}

function gradeFrames(headers: Headers): Rule | null {
  const ancestors = readPolicy(headers.get('content-security-policy') ?? '').get('frame-ancestors')
  if (ancestors && !ancestors.some((source) => BROAD.test(source))) return ['in no frame', 5]
  return /^(deny|sameorigin)$/i.test(headers.get('x-frame-options') ?? '')
    ? null
    : ['in any frame', -20]
}
