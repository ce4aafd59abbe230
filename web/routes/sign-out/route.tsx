import { data, redirect } from 'react-router'
import { signOut } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { postForm } from '../../forms/post-form.ts'
import type { Route } from './+types/route'

export async function action({ context }: Route.ActionArgs) {
  const problem = await signOut(context.get(apiContext))
  if (problem) throw data(problem.error, { status: problem.status })
  return redirect('/')
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}), 'You are still signed in.')
}

export function loader() {
  return redirect('/')
}
