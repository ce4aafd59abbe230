import type { Reference } from '../../db/references.ts'
import { answerSound } from './answer-measured.ts'

/** Lists the fields, so that the API shows no new column by accident. */
export function answerReference(reference: Reference) {
  return {
    id: reference.id,
    kind: 'reference',
    name: reference.name,
    contentType: reference.contentType,
    bytes: reference.bytes,
    sha256: reference.sha256,
    rights: reference.rights,
    measured: reference.measured && answerSound(reference.measured, reference.smallPeaks),
    createdAt: reference.createdAt.toISOString(),
  }
}
