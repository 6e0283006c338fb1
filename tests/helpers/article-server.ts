import type { Plugin } from 'vite'
import { fakeArticles, fakeDocument, fakePicture } from './fake-articles.ts'

/** The frame's document as `main/protocol.ts` serves it. */
const FRAME =
  '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="/article.css"></head><body></body></html>'

const FRAME_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"

/** Serves the articles of the fake library where the app's own scheme would: `/article/<id>/…`. */
export function articleServer(articleCss: () => string): Plugin {
  const articles = new Map(fakeArticles(2000).map((article) => [article.summary.id as string, article]))
  return {
    name: 'fake-articles',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0] ?? ''
        const send = (type: string, content: string): void => {
          response.setHeader('Content-Type', type)
          response.setHeader('Content-Security-Policy', FRAME_POLICY)
          response.end(content)
        }
        if (path === '/article.css') return send('text/css', articleCss())
        const [, id = '', file = ''] = /^\/article\/([^/]+)\/(.+)$/.exec(path) ?? []
        const article = articles.get(id)
        if (!article) return next()
        const picture = fakePicture(file)
        if (file === 'frame.html') send('text/html; charset=utf-8', FRAME)
        else if (file === 'article.html') send('text/html; charset=utf-8', fakeDocument(article))
        else if (picture) send('image/svg+xml', picture)
        else next()
      })
    },
  }
}
