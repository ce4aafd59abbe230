import { Pencil } from 'lucide-react'
import { Form } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import styles from './rename-form.module.css'

/** The title, and the form that changes it. */
export function RenameForm({ title, error }: { title: string; error: string | undefined }) {
  return (
    <div className={styles.rename}>
      <h1>{title}</h1>
      <details open={error !== undefined}>
        <summary>
          <Pencil size={15} aria-hidden />
          Rename
        </summary>
        <Form method="post" className={styles.form}>
          <Field label="Title" error={error}>
            {(control) => (
              <input {...control} name="title" required maxLength={120} defaultValue={title} />
            )}
          </Field>
          <Button type="submit" name="intent" value="rename">
            Save
          </Button>
        </Form>
      </details>
    </div>
  )
}
