import type { ReactNode } from 'react'
import { Form } from 'react-router'
import { useVisitor } from '../shell/visitor.ts'

/**
 * Takes a prompt on: into the composer, or to sign-up for a stranger, which makes it. It goes by
 * POST, so that no address holds anybody's words.
 */
export function StartForm({
  className,
  children,
}: {
  className?: string | undefined
  children: ReactNode
}) {
  const { person } = useVisitor()
  return (
    <Form method="post" action={person ? '/create' : '/sign-up'} className={className}>
      <input type="hidden" name="intent" value="start" />
      {children}
    </Form>
  )
}
