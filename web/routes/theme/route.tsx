import { redirect } from 'react-router'
import { sameSitePath } from '../same-site-path.ts'
import type { Route } from './+types/route'
import { asTheme, themeCookie } from './theme.ts'

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  return redirect(sameSitePath(form.get('next'), '/'), {
    headers: { 'Set-Cookie': themeCookie(asTheme(form.get('theme'))) },
  })
}

export function loader() {
  return redirect('/')
}
