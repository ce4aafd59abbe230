import type { ComposerValues } from '../composer-values.ts'
import { takeOut } from '../take-out.ts'
import { nameWish, type WishName } from '../wish-options.ts'

/** One thing that came from a sound: words that were put into the description, or a wish. */
export type Taken =
  | { kind: 'tempo' | 'key' | 'style'; words: string }
  | { kind: 'tempo' | 'key'; wish: WishName; value: string; before: string }

/** Whether it is still there: the person may have changed it since. */
export function stands(taken: Taken, values: ComposerValues): boolean {
  return 'wish' in taken ? values[taken.wish] === taken.value : values.prompt.includes(taken.words)
}

/** Puts back what was there before. */
export function takeBack(taken: readonly Taken[], values: ComposerValues): Partial<ComposerValues> {
  const back: Partial<ComposerValues> = {}
  for (const each of taken)
    if ('wish' in each) back[each.wish] = each.before
    else back.prompt = takeOut(back.prompt ?? values.prompt, each)
  return back
}

/** `120 BPM`, `A minor`, `slow, dark`. */
export function sayTaken(taken: Taken): string {
  return 'wish' in taken ? nameWish(taken.wish, taken.value) : taken.words
}
