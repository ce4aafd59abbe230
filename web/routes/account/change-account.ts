import { data, redirect } from 'react-router'
import { readFormError } from '../../api/answers.ts'
import { changeEmail, changePassword } from '../../api/auth-api.ts'
import type { Api } from '../../api/client.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { type AccountAnswer, type Intent, readIntent } from './account-answer.ts'

const answer = (answered: AccountAnswer, status = 200) => data(answered, { status })

/** Does what one of the account page's forms asks for. */
export async function changeAccount(api: Api, form: FormData, url: URL) {
  const intent = readIntent(form)
  switch (intent) {
    case 'email': {
      const asked = readTexts(form, ['newEmail', 'password'])
      const { newEmail } = asked
      const problem = await changeEmail(api, asked)
      if (problem === null) return answer({ intent, sentTo: newEmail })
      return answer({ intent, error: problem.error, values: { newEmail } }, problem.status)
    }
    case 'password': {
      const problem = await changePassword(api, readTexts(form, ['currentPassword', 'newPassword']))
      return problem ? answer({ intent, error: problem.error }, problem.status) : answer({ intent })
    }
    case 'session': {
      const { session } = readTexts(form, ['session'])
      const param = { id: encodeURIComponent(session || 'none') }
      const ended = await api.api.account.sessions[':id'].$delete({ param })
      // One that has ended meanwhile is what was asked for.
      const status: number = ended.status
      return ended.ok || status === 404 ? answer({ intent }) : refuse(intent, ended, url)
    }
    case 'sessions': {
      const ended = await api.api.account.sessions.$delete()
      return ended.ok ? answer({ intent }) : refuse(intent, ended, url)
    }
    case 'delete':
      return deleteAccount(api, form, url)
  }
}

async function deleteAccount(api: Api, form: FormData, url: URL) {
  const intent = 'delete'
  if (form.get('understood') !== 'yes')
    return answer(
      { intent, error: { message: 'Tick the box first: deleting can’t be undone.' } },
      400,
    )
  const json = readTexts(form, ['password'])
  const deleted = await api.api.account.$delete({ json })
  return deleted.ok ? redirect('/sign-in?deleted') : refuse(intent, deleted, url)
}

type Refused = Parameters<typeof readFormError>[0]

async function refuse(intent: Intent, refused: Refused, url: URL) {
  return answer({ intent, error: await readFormError(refused, url) }, refused.status)
}
