import { onTestFinished } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { servicesOf } from '../../worker/services.ts'
import type { FileStore } from '../../worker/storage/file-store.ts'

type Act = () => Promise<unknown>

/** A call for a key that begins so fails once. It may have happened all the same. */
type Failure = { call: 'get' | 'put' | 'delete'; prefix: string; happens?: boolean }

/**
 * Watches the store of a Worker with this environment. It counts the reads, fails when a test says so, and has
 * one moment a test can act in: after the audio of a render is stored and before its job is completed, which
 * is when the waveform is written, or when something else is.
 */
export function watchFiles(env: Env) {
  let act: Act | null = null
  let actsAt = ''
  let failures: Failure[] = []
  const reads = { count: 0 }

  async function meetFailure<T>(
    call: Failure['call'],
    key = '',
    happen: () => Promise<T>,
  ): Promise<T> {
    const failure = failures.find((each) => each.call === call && key.startsWith(each.prefix))
    if (!failure) return happen()
    failures = failures.filter((each) => each !== failure)
    if (failure.happens) await happen()
    throw new Error(`${call}: We encountered an internal error. Please try again. (10001)`)
  }

  replaceFiles(env, (files) => ({
    ...files,
    async put(key, body, options) {
      const acting = key.startsWith(actsAt) ? act : null
      if (acting !== null) {
        act = null
        await acting()
      }
      return meetFailure('put', key, () => files.put(key, body, options))
    },
    get(key, options) {
      reads.count += 1
      return meetFailure('get', key, () => files.get(key, options))
    },
    delete: (keys) => meetFailure('delete', keys[0], () => files.delete(keys)),
  }))
  return {
    reads,
    fail: (failure: Failure) => failures.push(failure),
    /** Acts once, in the test that asks for it: that test fails when the moment never comes. */
    whileStoring(what: Act, prefix = 'peaks/') {
      let isDone = false
      actsAt = prefix
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
      failures = []
      reads.count = 0
    },
  }
}

function replaceFiles(env: Env, replace: (files: FileStore) => FileStore): void {
  try {
    const services = servicesOf(env)
    services.files = replace(services.files)
  } catch {
    // Of a broken environment, which some tests are about, there are no services.
  }
}
