import { useFetchers } from 'react-router'
import { asTheme, type Theme } from './theme.ts'
import { useVisitor } from './visitor.ts'

/** The theme of this page: the one just chosen while its request is under way, else the stored one. */
export function useTheme(): Theme {
  const { theme } = useVisitor()
  const change = useFetchers().find(({ formAction }) => formAction === '/theme')
  return change?.formData ? asTheme(change.formData.get('theme')) : theme
}
