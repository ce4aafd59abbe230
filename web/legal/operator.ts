/** Who runs this studio. For the operator to fill in. */
export const OPERATOR: { name: string | null; address: string | null; email: string | null } = {
  name: null,
  address: null,
  email: null,
}

/** Who to write to, in one sentence. */
export function sayOperator({ name, address, email }: typeof OPERATOR = OPERATOR): string {
  if (name === null) return 'Whoever runs this studio hasn’t put their name here yet.'
  const where = address ? `, ${address}` : ''
  return `This studio is run by ${name}${where}.${email ? ` Write to ${email}.` : ''}`
}
