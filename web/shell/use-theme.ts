import { useFetchers } from 'react-router'
import { asTheme, type Theme } from './theme.ts'
import { useVisitor } from './visitor.ts'

/** The theme of this page: the one just chosen, while the server is still told of it, else the kept one. */
export function useTheme(): Theme {
  const { theme } = useVisitor()
  const telling = useFetchers().find(({ formAction }) => formAction === '/theme')
  return telling?.formData ? asTheme(telling.formData.get('theme')) : theme
}
