/** Whether the same seed and wishes make the same track again. */
export function takesSeed({ honours }: { honours: readonly string[] }): boolean {
  return honours.includes('seed')
}
