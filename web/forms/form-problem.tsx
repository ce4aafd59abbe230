import { Link } from 'react-router'
import { Notice } from '../ui/notice.tsx'
import type { FormError } from './post-form.ts'

/** Why a form wasn't taken. Who was signed out meanwhile finds the way to sign in and back. */
export function FormProblem({
  error: { message, signIn },
}: {
  error: Pick<FormError, 'message' | 'signIn'>
}) {
  return (
    <Notice kind="problem">
      {message} {signIn && <Link to={signIn}>Sign in again</Link>}
    </Notice>
  )
}
