export function countCredits(credits: number): string {
  return `${credits} ${credits === 1 ? 'credit' : 'credits'}`
}
