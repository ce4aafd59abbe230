import { DomainError } from '../../errors.ts'
import { findRefusedPhrase, refusalSentence } from './find-refused-phrase.ts'

/** Throws `refused` naming the field and the phrase when any text breaks the content policy. */
export function refuseContent(texts: Record<string, string | undefined>): void {
  for (const [field, text] of Object.entries(texts)) {
    const found = text === undefined ? null : findRefusedPhrase(text)
    if (found === null) continue
    const sentence = refusalSentence(found)
    const { phrase, rewording } = found
    throw new DomainError('refused', sentence, {
      fields: { [field]: sentence },
      refusal: { field, phrase, rewording },
    })
  }
}
