import { bodyOf } from './synthetic-text.ts'
import type { Vocabulary } from './synthetic-text.ts'

/** A page as a site serves it, about 60 kB: an article among navigation, scripts, styles, teasers and comments. */
export function syntheticPage(number: number, random: () => number, say: Vocabulary): string {
  const title = say.title(false)
  const words = Math.round(1100 * (0.3 + 1.4 * random()))
  const links = (count: number): string => Array.from({ length: count }, (_, at) => `<li><a href="/${number}/${at}">${say.title(false)}</a></li>`).join('')
  const teasers = Array.from({ length: 12 }, (_, at) => `<div class="card"><a href="/t/${at}"><h3>${say.title(false)}</h3></a><p>${say.title(false)}</p></div>`).join('')
  const comments = say.paragraphs(500, false).map((text) => `<div class="comment"><b>${say.name()}</b><p>${text}</p></div>`).join('')
  const style = Array.from({ length: 120 }, (_, at) => `.c${at} > .d${at}{margin:${at}px;color:#${(at * 4099).toString(16).padStart(6, '0')}}`).join('\n')
  const script = Array.from({ length: 150 }, (_, at) => `window.q${at}=function(a,b){return a.concat(${JSON.stringify(say.title(false))},b)};`).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | Site ${number % 400}</title>
<meta name="author" content="${say.name()}"><meta property="og:title" content="${title}">
<style>${style}</style><script>${script}</script></head>
<body><nav><ul>${links(40)}</ul></nav>
<div class="layout"><aside><ul>${links(20)}</ul></aside>
<article><h1>${title}</h1><p class="byline">By ${say.name()}</p>
${bodyOf(say.paragraphs(words, false))}
</article><section class="more">${teasers}</section><section id="comments">${comments}</section></div>
<footer><ul>${links(30)}</ul></footer><script>${script.slice(0, 4000)}</script></body></html>
`
}
