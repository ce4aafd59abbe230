import { type FocusEvent, type FormEvent, useEffect, useRef, useState } from 'react'
import { checkAuthField } from './check-auth.ts'

type Problems = Readonly<Record<string, string>>

/**
 * Says in our words what is wrong with a field when the next one is entered, and holds back a form that
 * would be refused. `answered` are the studio's own sentences, which a changed field loses.
 */
export function useAuthChecks(answered: Problems | undefined, { isNew }: { isNew: boolean }) {
  const form = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<Problems>(answered ?? {})
  const [seen, setSeen] = useState(answered)
  if (answered !== seen) {
    setSeen(answered)
    setProblems(answered ?? {})
  }
  useEffect(() => {
    if (answered) focusFirst(form.current, answered)
  }, [answered])

  const check = ({ name, value }: HTMLInputElement) => {
    const { [name]: _, ...others } = problems
    const problem = checkAuthField(name, value, isNew)
    setProblems(problem === null ? others : { ...others, [name]: problem })
  }
  return {
    problems,
    form: {
      ref: form,
      noValidate: true,
      /** Not on the way to a button: a sentence that appears would push it from under the pointer. */
      onBlur({ target, relatedTarget }: FocusEvent) {
        if (!(target instanceof HTMLInputElement && relatedTarget instanceof HTMLInputElement))
          return
        if (target.value !== '') check(target)
      },
      onInput({ target }: FormEvent) {
        if (target instanceof HTMLInputElement && problems[target.name]) check(target)
      },
      onSubmit(event: FormEvent<HTMLFormElement>) {
        const found = Object.fromEntries(
          inputsOf(event.currentTarget).flatMap(({ name, value }) => {
            const problem = checkAuthField(name, value, isNew)
            return problem === null ? [] : [[name, problem]]
          }),
        )
        setProblems(found)
        if (Object.keys(found).length === 0) return
        event.preventDefault()
        focusFirst(event.currentTarget, found)
      },
    },
  }
}

function inputsOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter((element) => element instanceof HTMLInputElement)
}

function focusFirst(form: HTMLFormElement | null, problems: Problems): void {
  if (form === null) return
  inputsOf(form)
    .find(({ name }) => problems[name])
    ?.focus()
}
