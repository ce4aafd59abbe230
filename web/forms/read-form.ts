import { data } from 'react-router'
import type { ApiError } from '../api/answers.ts'

/** What a form without scripts, and one with them, can be sent as. */
const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/** The form that an action was sent. Throws what to show instead of the page: 415 for anything else, 400 for a broken one. */
export async function readForm(request: Request): Promise<FormData> {
  if (!FORM_TYPE.test(request.headers.get('Content-Type') ?? ''))
    throw refuse(415, 'unsupported_media', 'Only a form can be sent here.')
  try {
    return await request.formData()
  } catch {
    throw refuse(400, 'invalid', 'This form is broken. Load the page again.')
  }
}

function refuse(status: number, code: ApiError['code'], message: string) {
  return data<ApiError>({ code, message, requestId: '' }, { status })
}
