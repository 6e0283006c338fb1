import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
import { articleServer } from '../../helpers/article-server.ts'

const root = new URL('../../..', import.meta.url).pathname

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  cacheDir: `${root}/node_modules/.vite-harness`,
  plugins: [react(), articleServer(() => readFileSync(`${root}/renderer/public/article.css`, 'utf8'))],
  server: { port: 5199, strictPort: true, fs: { allow: [root] } },
  define: { __LECTERN_VERSION__: '"0.1.0"' },
})
