const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*|hljs\s+|prism-|sourceCode\s+)([a-z0-9+#_-]{1,20})/i
const NO_LANGUAGE = /^(?:none|plain|plaintext|text|txt|highlight|code|default|wrap|nohighlight|python-repl)$/i

/**
 * Code blocks: one `<pre><code data-language>` each, without line numbers, copy buttons or the spans of highlighters;
 * the text stays as it is to the last space.
 */
export function finishCode(root: HTMLElement): void {
  const document = root.ownerDocument
  for (const pre of [...root.querySelectorAll('pre')]) {
    if (!root.contains(pre) || pre.querySelector('table pre, pre') !== null) continue
    for (const number of pre.querySelectorAll('[class*="lineno" i], [class*="line-number" i], [class*="linenum" i], [class*="gutter" i], [class~="ln" i]')) number.remove()
    for (const br of pre.querySelectorAll('br')) br.replaceWith('\n')
    const language = languageOf(pre)
    const lines = [...pre.querySelectorAll('div, li, tr, p')].filter((line) => line.querySelector('div, li, tr, p') === null)
    const text = lines.length > 1 ? lines.map((line) => line.textContent?.replace(/\n$/, '') ?? '').join('\n') : (pre.textContent ?? '')
    const code = document.createElement('code')
    code.textContent = text.replace(/^\n+|\s+$/g, '')
    if (language !== undefined) code.setAttribute('data-language', language)
    const clean = document.createElement('pre')
    clean.append(code)
    // A table of line numbers and code is one block.
    const table = pre.closest('table')
    const wrapper = table !== null && root.contains(table) && table.querySelectorAll('pre').length <= 2 ? table : pre
    if (wrapper === table && /^[\d\s]*$/.test(text)) pre.remove()
    else wrapper.replaceWith(clean)
  }
}

function languageOf(pre: Element): string | undefined {
  const around: Element[] = [...pre.querySelectorAll('code')].slice(0, 1)
  for (let at: Element | null = pre; at !== null && around.length < 8; at = at.parentElement) around.push(at)
  for (const element of around) {
    const named = element.getAttribute('data-language') ?? element.getAttribute('data-lang') ?? LANGUAGE.exec(element.getAttribute('class') ?? '')?.[1]
    const language = named?.trim().toLowerCase()
    if (language !== undefined && /^[a-z0-9+#_-]{1,20}$/.test(language) && !NO_LANGUAGE.test(language)) return language
  }
  return undefined
}
