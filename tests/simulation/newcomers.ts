import { newId } from '../../worker/ids.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import type { End } from './invocation.ts'
import type { Scheduler } from './scheduler.ts'
import type { Site } from './site.ts'
import type { Newcomer } from './story.ts'

/** The pauses between a person's tries. Nothing goes wrong in the last one. */
const AGAIN_SECONDS = [5, 70, 70] as const
/** For so long a cookie answers for a session that has ended. */
const COOKIE_SECONDS = 61
const PASSWORD = 'correct horse battery staple'

const HALF_MADE = `
  select id from users where email = $1 and not (
    exists (select from accounts where user_id = users.id)
    and exists (select from sessions where user_id = users.id)
    and exists (select from credit_accounts where user_id = users.id))`

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  scheduler: Scheduler
  database: Database
  site: Site
  /** Brings all services up again. */
  heal(): void
}

type Person = { email: string; address: string; newcomer: Newcomer; hasArrived: boolean }
type Ask = { method: 'GET' | 'POST' | 'DELETE'; path: string; cookie?: string; json?: unknown }

/** People who sign up, by the routes of the site: again when it breaks, and later on a second device. */
export class Newcomers {
  readonly #world: World
  readonly #people: Person[]

  constructor(world: World, newcomers: readonly Newcomer[]) {
    this.#world = world
    this.#people = newcomers.map((newcomer, index) => ({
      email: `${newId('usr')}@example.com`,
      address: `198.51.${index}.1`,
      newcomer,
      hasArrived: false,
    }))
  }

  get emails(): string[] {
    return this.#people.map(({ email }) => email)
  }

  start(): void {
    for (const person of this.#people)
      for (let device = 1; device <= person.newcomer.devices; device += 1)
        this.#later(person.newcomer.atSeconds, () => this.#signUp(person, 0))
  }

  #signUp(person: Person, tries: number): void {
    const { email } = person
    const json = { email, password: PASSWORD, name: 'Newcomer' }
    const ask: Ask = { method: 'POST', path: '/api/auth/sign-up/email', json }
    this.#try(person, ask, tries, (answer) => {
      if (answer?.status === 200) return this.#arrive(person, cookiesOf(answer))
      // The other device, or a try whose answer was lost, was first.
      if (answer?.status === 409)
        return this.#signIn(person, (cookie) => this.#arrive(person, cookie))
      this.#again(tries, async () => {
        const { chronicle, database } = this.#world
        const query = { name: 'half-made people', text: HALF_MADE, values: [email] }
        if ((await database.query(query)).length > 0) chronicle.fire('sign-up broken', email)
        this.#signUp(person, tries + 1)
      })
    })
  }

  #signIn(person: Person, signedIn: (cookie: string) => void, tries = 0): void {
    const json = { email: person.email, password: PASSWORD }
    this.#try(
      person,
      { method: 'POST', path: '/api/auth/sign-in/email', json },
      tries,
      (answer) => {
        if (answer?.status === 200) signedIn(cookiesOf(answer))
        else this.#again(tries, () => this.#signIn(person, signedIn, tries + 1))
      },
    )
  }

  #arrive(person: Person, cookie: string): void {
    if (person.hasArrived) return
    person.hasArrived = true
    if (person.newcomer.endsOthers)
      this.#signIn(person, (other) => this.#endOthers(person, { cookie, other }))
  }

  #endOthers(person: Person, { cookie, other }: { cookie: string; other: string }): void {
    this.#try(person, { method: 'DELETE', path: '/api/account/sessions', cookie }, 0, (answer) => {
      if (answer?.status !== 204) return
      this.#actAsEnded(person, {
        method: 'DELETE',
        path: '/api/account',
        cookie: other,
        json: { password: PASSWORD },
      })
      const [token = ''] = other.split('; ').filter((each) => each.includes('session_token'))
      this.#later(COOKIE_SECONDS, () =>
        this.#actAsEnded(person, {
          method: 'DELETE',
          path: '/api/account/sessions',
          cookie: token,
        }),
      )
    })
  }

  #actAsEnded(person: Person, ask: Ask): void {
    const { chronicle } = this.#world
    chronicle.fire('signed out elsewhere', `${ask.method} ${ask.path}`)
    this.#try(person, ask, 0, (answer) => {
      if (answer?.ok) chronicle.violate('a session that was ended still acts', ask.path)
    })
  }

  /** Asks once; null is no answer. */
  #try(
    { address, email }: Person,
    { method, path, cookie, json }: Ask,
    tries: number,
    answered: (answer: Response | null) => void,
  ): void {
    const { heal, scheduler, site } = this.#world
    const isLast = tries === AGAIN_SECONDS.length
    const release = isLast ? scheduler.calm() : () => undefined
    if (isLast) heal()
    const request = new Request(`http://studio.test${path}`, {
      method,
      headers: {
        'cf-connecting-ip': address,
        'content-type': 'application/json',
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: json === undefined ? null : JSON.stringify(json),
    })
    scheduler.start(
      `${method} ${path} of ${email}`,
      () => site(request),
      (end: End<Response>) => {
        release()
        answered(end.how === 'done' ? end.answer : null)
      },
    )
  }

  #again(tries: number, happen: () => void | Promise<void>): void {
    const seconds = AGAIN_SECONDS[tries]
    if (seconds !== undefined) this.#later(seconds, happen)
  }

  #later(seconds: number, happen: () => void | Promise<void>): void {
    const { agenda, clock } = this.#world
    agenda.add(clock.now + seconds * 1000, 'a newcomer', happen)
  }
}

const cookiesOf = ({ headers }: Response) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
