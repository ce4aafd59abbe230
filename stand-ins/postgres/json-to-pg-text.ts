/**
 * The text PostgreSQL receives for a parameter that came as JSON, as Neon's proxy writes it:
 * numbers, booleans and objects become their JSON, arrays become PostgreSQL array literals.
 */
export function jsonToPgText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  return Array.isArray(value) ? arrayLiteral(value) : JSON.stringify(value)
}

function arrayLiteral(values: unknown[]): string {
  return `{${values.map(arrayElement).join(',')}}`
}

function arrayElement(value: unknown): string {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return arrayLiteral(value)
  const json = JSON.stringify(value)
  // An object becomes its JSON, quoted and escaped like any other string.
  return typeof value === 'object' ? JSON.stringify(json) : json
}
