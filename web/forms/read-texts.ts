/** The fields of a form as text: empty where a field is missing or is a file. */
export function readTexts<Name extends string>(
  form: FormData,
  names: readonly Name[],
): Record<Name, string> {
  const entries = names.map((name) => [name, readText(form, name)])
  // One entry for each of the names.
  return Object.fromEntries(entries) as Record<Name, string>
}

function readText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
