import { data, redirect } from 'react-router'
import { apiContext } from '../../api.ts'
import { signOut } from '../auth-api.ts'
import type { Route } from './+types/route'

export async function action({ context }: Route.ActionArgs) {
  const problem = await signOut(context.get(apiContext))
  if (problem) throw data(problem.error, { status: problem.status })
  return redirect('/')
}

export function loader() {
  return redirect('/')
}
