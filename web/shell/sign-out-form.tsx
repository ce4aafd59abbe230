import type { ReactNode } from 'react'
import { useFetcher } from 'react-router'
import type { FormError } from '../forms/post-form.ts'
import styles from './sign-out-form.module.css'

/** Signs out with the button it is given. Where that fails it says so and leaves the page as it is. */
export function SignOutForm({ children }: { children: ReactNode }) {
  const fetcher = useFetcher<{ error: FormError }>()
  return (
    <fetcher.Form method="post" action="/sign-out">
      {children}
      {fetcher.data && (
        <p role="alert" className={styles.problem}>
          {fetcher.data.error.message}
        </p>
      )}
    </fetcher.Form>
  )
}
