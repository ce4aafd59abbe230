import { redirect } from 'react-router'
import { apiContext } from '../../api.ts'
import { signOut } from '../auth-api.ts'
import type { Route } from './+types/route'

export async function action({ context }: Route.ActionArgs) {
  await signOut(context.get(apiContext))
  return redirect('/')
}

export function loader() {
  return redirect('/')
}
