import { data, redirect } from 'react-router'
import { sameSitePath } from '../same-site-path.ts'
import type { Route } from './+types/route'
import { asTheme, themeCookie } from './theme.ts'

/** Keeps the choice. A form without a script says where to go on; with one, the page just reloads its data. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const headers = { 'Set-Cookie': themeCookie(asTheme(form.get('theme'))) }
  if (form.has('next')) return redirect(sameSitePath(form.get('next'), '/'), { headers })
  return data(null, { headers })
}

export function loader() {
  return redirect('/')
}
