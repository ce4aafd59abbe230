import type { ReactNode } from 'react'
import { useFetcher } from 'react-router'
import { FormProblem } from '../forms/form-problem.tsx'
import type { FormError } from '../forms/post-form.ts'

/** Signs out with the button it is given. Where that fails it says so and leaves the page as it is. */
export function SignOutForm({ children }: { children: ReactNode }) {
  const fetcher = useFetcher<{ error: FormError }>()
  return (
    <fetcher.Form method="post" action="/sign-out">
      {children}
      {fetcher.data && <FormProblem error={fetcher.data.error} />}
    </fetcher.Form>
  )
}
