/**
 * The real bucket, with one moment a test can act in: after the audio of a render is stored and
 * before its job is completed, which is when the waveform is written.
 */
export function watchBucket(bucket: R2Bucket) {
  let act: (() => Promise<unknown>) | null = null
  const put = async (key: string, ...rest: unknown[]) => {
    const acting = key.startsWith('peaks/') ? act : null
    if (acting !== null) {
      act = null
      await acting()
    }
    return Reflect.apply(bucket.put, bucket, [key, ...rest])
  }
  const watched = new Proxy(bucket, {
    get(target, name) {
      if (name === 'put') return put
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    bucket: watched,
    whileStoring(what: () => Promise<unknown>) {
      act = what
    },
    reset() {
      act = null
    },
  }
}
