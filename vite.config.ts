import { cloudflare } from '@cloudflare/vite-plugin'
import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import './local/no-calls-home.ts'

export default defineConfig({
  plugins: [
    cloudflare({ viteEnvironment: { name: 'ssr' }, config: { main: './worker/index.ts' } }),
    reactRouter(),
  ],
  environments: { ssr: { build: { minify: true } } },
})
