import { data, redirect } from 'react-router'
import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import { readForm } from '../../forms/read-form.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { asTheme, themeCookie } from '../../shell/theme.ts'
import type { Route } from './+types/route'

/** Keeps the choice. A form without a script says where to go on; with one, the page just reloads its data. */
export async function action({ context, request }: Route.ActionArgs) {
  const form = await readForm(request)
  const address = publicAddress(context.get(apiContext), '/')
  const headers = { 'Set-Cookie': themeCookie(asTheme(form.get('theme')), address) }
  if (form.has('next')) return redirect(sameSitePath(form.get('next'), '/'), { headers })
  return data(null, { headers })
}

/** The browser can keep the choice by itself. */
export async function clientAction({ request }: Route.ClientActionArgs) {
  const form = await readForm(request)
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store would need a secure address
  document.cookie = themeCookie(asTheme(form.get('theme')), request.url)
  return null
}

export function loader() {
  return redirect('/')
}
