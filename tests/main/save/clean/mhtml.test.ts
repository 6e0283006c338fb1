import { expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'
import { pageOfMhtml } from '../../../../main/save/clean/mhtml.ts'
import { HARBOUR, articlePage, png } from '../../../helpers/site.ts'

const picture = Buffer.from(png(32, 20, [1, 2, 3])).toString('base64')
const quoted = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte))).join('').replace(/(.{70})/g, '$1=\r\n') // prettier-ignore

/** A page as Chromium saves it as one file. */
function archive(html: string): Buffer {
  const lines = [
    'From: <Saved by Blink>',
    'Snapshot-Content-Location: https://gazette.example/frost',
    'Subject: The winter',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;',
    '\ttype="text/html";',
    '\tboundary="----MultipartBoundary--abc----"',
    '',
    '',
    '------MultipartBoundary--abc----',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Location: https://gazette.example/frost',
    '',
    quoted(html),
    '------MultipartBoundary--abc----',
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    'Content-Location: https://gazette.example/pictures/ferry.png',
    '',
    picture,
    '------MultipartBoundary--abc------',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

const HTML = articlePage({ title: 'Der lange Frost in Ü', body: HARBOUR.replace('/pictures/', 'https://gazette.example/pictures/') })

test('its page is cleaned, with letters and pictures as they were, and its address is known', () => {
  const page = clean({ bytes: archive(HTML), name: 'frost.mhtml' })
  expect(page.metadata).toMatchObject({ title: 'Der lange Frost in Ü', siteName: 'The Harbour Gazette' })
  expect(page.html).toContain('the postman delivered letters on skates')
  expect(page.pictures.map(({ urls }) => urls[0])).toEqual([`data:image/png;base64,${picture}`])
  expect(pageOfMhtml(archive(HTML))?.url).toBe('https://gazette.example/frost')
})

test('nothing else is taken for one', () => {
  for (const text of [HTML, 'Content-Type: text/html\r\n\r\n<p>x', 'A letter about\nContent-Type: multipart/related', '']) {
    expect(pageOfMhtml(Buffer.from(text))).toBeUndefined()
  }
  expect(pageOfMhtml(Buffer.from('Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/css\r\n\r\na{}\r\n--x--'))).toBeUndefined()
})
