import { cloudflare } from '@cloudflare/vite-plugin'
import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import './local/no-calls-home.ts'

export default defineConfig({
  plugins: [
    cloudflare({ viteEnvironment: { name: 'ssr' }, config: { main: './worker/index.ts' } }),
    reactRouter(),
  ],
  environments: {
    ssr: { build: { minify: true } },
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                // Stays in caches from release to release.
                { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler)\// },
                // What every page begins with, or most, and all that it imports: packs better than forty files. Not the
                // entry, which acts when it loads: the document names the root's file first.
                {
                  name: 'shell',
                  test: /\/web\/(root|tracks\/play-button)\.tsx|\/web\/ui\/format-(price|duration)/,
                },
              ],
            },
          },
        },
      },
    },
  },
})
