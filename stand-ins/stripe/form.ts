/** A form's fields as the tree that their bracketed names describe: `a[b][0]=c` is `{a: {b: {0: 'c'}}}`. */
export type Form = { [name: string]: string | Form }

export function parseForm(encoded: string): Form {
  const form: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(encoded)) place(form, segmentsOf(name), value)
  return form
}

/** Stripe's name, in errors, for a place in the tree. */
export function nameOf(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String)
  return `${first}${rest.map((segment) => `[${segment}]`).join('')}`
}

/** What was sent at a place in the tree; undefined when nothing was. */
export function valueAt(form: Form, path: readonly PropertyKey[]): string | Form | undefined {
  let value: string | Form | undefined = form
  for (const segment of path) {
    if (value === undefined || typeof value === 'string') return undefined
    value = value[String(segment)]
  }
  return value
}

function segmentsOf(name: string): string[] {
  return name.split('[').map((segment, index) => (index > 0 ? segment.replace(/\]$/, '') : segment))
}

function place(form: Form, [name = '', ...deeper]: string[], value: string): void {
  // The entries of `a[]=x&a[]=y` are numbered in their order.
  const key = name === '' ? String(Object.keys(form).length) : name
  if (deeper.length === 0) {
    form[key] = value
    return
  }
  const there = form[key]
  const inner: Form = typeof there === 'object' ? there : Object.create(null)
  form[key] = inner
  place(inner, deeper, value)
}
