import { expect, test } from 'vitest'
import { readAddresses } from '../../../../main/save/batch/read-addresses.ts'

const read = async (text: string) => {
  const { addresses, invalid } = await readAddresses(text)
  return { addresses: addresses.map(({ line, address }) => `${line} ${address}`), invalid: invalid.map(({ line, text: of }) => `${line} ${of}`) }
}

test('one a line, with and without a scheme, Windows line ends and comments among them', async () => {
  expect(await read('\uFEFFhttps://a.example/x\r\n\r\n# read later\r\n  b.example/story \r\nbuy milk\r\n<https://c.example/>')).toEqual({
    addresses: ['1 https://a.example/x', '4 https://b.example/story', '6 https://c.example/'],
    invalid: ['5 buy milk'],
  })
})

test('in lines of text, all there are', async () => {
  expect((await read('- [One](https://a.example/1) and (see https://b.example/2_(x)).\nA title — https://c.example/3.')).addresses).toEqual([
    '1 https://a.example/1',
    '1 https://b.example/2_(x)',
    '2 https://c.example/3',
  ])
})

test('of each row of a CSV the first; its heading says nothing', async () => {
  expect(await read('title,url,tags\n"On walls, and doors",https://a.example/walls,"a|b"\nNo address,,x\nB;https://b.example/;https://other.example/')).toEqual({
    addresses: ['2 https://a.example/walls', '4 https://b.example/'],
    invalid: ['3 No address,,x'],
  })
})

test('the links of a file of bookmarks, with their lines', async () => {
  const html = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="https://a.example/?x=1&amp;y=2" ADD_DATE="1">A</A>\n<DT><A HREF="javascript:alert(1)">b</A>\n</DL>'
  expect(await read(html)).toEqual({ addresses: ['3 https://a.example/?x=1&y=2'], invalid: ['4 javascript:alert(1)'] })
})
