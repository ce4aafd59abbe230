import { onTestFinished } from 'vitest'

type Act = () => Promise<unknown>

/**
 * The real bucket. It counts the reads, and has one moment a test can act in: after the audio of a
 * render is stored and before its job is completed, which is when the waveform is written.
 */
export function watchBucket(bucket: R2Bucket) {
  let act: Act | null = null
  const reads = { count: 0 }
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
      if (name === 'get') reads.count += 1
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    bucket: watched,
    reads,
    /** Acts once, in the test that asks for it: that test fails when the moment never comes. */
    whileStoring(what: Act) {
      let isDone = false
      act = () => {
        isDone = true
        return what()
      }
      onTestFinished(() => {
        if (!isDone) throw new Error('Nothing was stored, so the test never acted')
      })
    },
    reset() {
      act = null
      reads.count = 0
    },
  }
}
