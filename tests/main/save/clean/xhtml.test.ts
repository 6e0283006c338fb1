import { expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'
import { xhtmlAsHtml } from '../../../../main/save/clean/xhtml.ts'
import { HARBOUR } from '../../../helpers/site.ts'

const PAGE = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html [<!ENTITY frost "ice">]>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The frozen harbour</title><script src="a.js"/></head>
<body><article><h1>The frozen harbour</h1>${HARBOUR}<a id="end"/><p>1 <![CDATA[< 2 & 3]]>, said the <i class="x"/>teacher,
and nobody on the quay had an answer to that.</p></article></body></html>`

test('an element of XHTML that closes itself swallows nothing', () => {
  const page = clean({ bytes: Buffer.from(PAGE), contentType: 'application/xhtml+xml; charset=utf-8', url: 'https://gazette.example/' })
  expect(page.metadata.title).toBe('The frozen harbour')
  expect(page.html).toContain('postman')
  expect(page.html).toContain('1 &lt; 2 &amp; 3, said the')
  expect(page.html).not.toContain(']')
})

test('what HTML and XHTML have in common stays as it is', () => {
  const common = '<p class="a/>b">x<br/>y<img alt="1 > 0" src="i.png"/></p><!-- <a/> --><q title=\'/>\'>z</q>'
  expect(xhtmlAsHtml(common)).toBe(common)
})
