import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodePage } from '../../../main/save/decode-page.ts'

const SENTENCES = {
  'windows-1252': 'He said “no” — and it’s café prices: 5 € each…',
  'windows-1251': 'Съешь же ещё этих мягких французских булок, да выпей чаю. Это простое предложение для проверки кодировки.',
  Shift_JIS: '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で泣いていた。',
  'EUC-JP': '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で泣いていた。',
  gb18030: '这是一个很简单的句子，用来检查编码是否正确。今天的天气很好，我们去公园散步吧。',
  Big5: '這是一個很簡單的句子，用來檢查編碼是否正確。今天的天氣很好，我們去公園散步吧。',
  'EUC-KR': '이것은 인코딩을 확인하기 위한 간단한 문장입니다. 오늘은 날씨가 좋아서 공원에 갔다. 똠방각하 펲시콜라',
  'ISO-8859-2': 'Pójdźże, kiń tę chmurność w głąb flaszy. Zażółć gęślą jaźń.',
} as const

const page = (text: string, head = ''): string => `<!doctype html><html><head>${head}<title>x</title></head><body><p>${text}</p></body></html>`
const encode = (text: string, charset: string): Buffer => iconv.encode(text, charset === 'EUC-KR' ? 'cp949' : charset)

describe('declared', () => {
  for (const [charset, sentence] of Object.entries(SENTENCES)) {
    test(`${charset} by header, by meta, and late`, () => {
      expect(decodePage(encode(page(sentence), charset), `text/html; charset="${charset}"`).text).toContain(sentence)
      expect(decodePage(encode(page(sentence, `<meta charset="${charset}">`), charset)).text).toContain(sentence)
      expect(decodePage(encode(page(sentence, `<meta http-equiv=Content-Type content='text/html;charset=${charset}'>`), charset)).text).toContain(sentence)
      const late = `<script>${'x'.repeat(3000)}</script><meta charset=${charset}>`
      expect(decodePage(encode(page(sentence, late), charset), 'text/html').text).toContain(sentence)
    })
  }

  test('windows-1252 gives typographic quotes, not control characters', () => {
    expect(decodePage(Buffer.from([0x93, 0x61, 0x94, 0x92]), 'text/plain; charset=iso-8859-1').text).toBe('“a”’')
  })

  test('UTF-16 with a mark, without one, and claimed by a meta', () => {
    const text = page('Grüße, 世界')
    expect(decodePage(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])).text).toBe(text)
    expect(decodePage(iconv.encode(text, 'utf-16be')).text).toContain('Grüße, 世界')
    expect(decodePage(Buffer.from(text, 'utf16le')).text).toBe(text)
    expect(decodePage(Buffer.from(page('Grüße', '<meta charset="utf-16">'))).text).toContain('Grüße')
  })
})

describe('undeclared or wrong', () => {
  test('valid UTF-8 is UTF-8, whatever is said', () => {
    const text = page('Grüße, 世界, œuvre')
    expect(decodePage(Buffer.from(text)).charset).toBe('UTF-8')
    expect(decodePage(Buffer.from(text), 'text/html; charset=iso-8859-1').text).toBe(text)
    expect(decodePage(Buffer.from(page('Grüße', '<meta charset="shift_jis">'))).text).toContain('Grüße')
    expect(decodePage(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])).text).toBe(text)
  })

  test.each(['Shift_JIS', 'EUC-JP', 'EUC-KR', 'Big5', 'gb18030', 'windows-1251'] as const)('%s is detected', (charset) => {
    const text = page(`${SENTENCES[charset]} `.repeat(4))
    expect(decodePage(encode(text, charset)).text).toBe(text)
  })

  test('a lying meta: UTF-8 said, another encoding sent', () => {
    const text = page(`${SENTENCES.Shift_JIS} `.repeat(4), '<meta charset="utf-8">')
    expect(decodePage(encode(text, 'Shift_JIS')).text).toBe(text)
    const western = page(`${SENTENCES['windows-1252']} `.repeat(4), '<meta charset="utf-8">')
    expect(decodePage(encode(western, 'windows-1252')).text).toContain('“no”')
  })

  test('a broken character or two do not unseat UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(page('Grüße '.repeat(500))), Buffer.from([0xff])])
    const decoded = decodePage(bytes, 'text/html; charset=utf-8')
    expect(decoded.charset).toBe('UTF-8')
    expect(decoded.text).toContain('Grüße')
  })

  test('text encoded twice is decoded twice', () => {
    const twice = Buffer.from(Buffer.from('It’s “so” – naïve…').toString('latin1'))
    expect(decodePage(twice).text).toBe('It’s “so” – naïve…')
    expect(decodePage(Buffer.from('Ã is a letter, Â° too')).text).toBe('Ã is a letter, Â° too')
  })

  test('an unknown name and no bytes at all', () => {
    expect(decodePage(Buffer.from('<p>hi'), 'text/html; charset=klingon').text).toBe('<p>hi')
    expect(decodePage(new Uint8Array()).text).toBe('')
  })
})
