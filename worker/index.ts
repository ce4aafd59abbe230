import { createRequestHandler, RouterContextProvider } from 'react-router'

const pages = createRequestHandler(() => import('virtual:react-router/server-build'), import.meta.env.MODE)

export default {
  fetch(request) {
    return pages(request, new RouterContextProvider())
  },
} satisfies ExportedHandler
