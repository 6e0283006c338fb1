import { expect, test } from 'vitest'
import { outsideAddress } from '../../main/outside-address.ts'

test.each([
  ['https://example.org/a?b=c+d#e', 'https://example.org/a?b=c+d#e'],
  ['mailto:me+news@example.org', 'mailto:me+news@example.org'],
  ['mailto:a@example.org?subject=One+two%20three&body=x', 'mailto:a@example.org?subject=One+two%20three&body=x'],
  ['mailto:a@example.org?attach=/etc/passwd&subject=x&%61ttachment=y&Cc=b@example.org', 'mailto:a@example.org?subject=x&Cc=b@example.org'],
])('%s leaves as %s', (address, left) => {
  expect(outsideAddress(address)).toBe(left)
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', ' data:text/html,x', 'ms-msdt:/id', 'app://lectern/', '', 'no address', 7, null])('%j stays', (address) => {
  expect(() => outsideAddress(address)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code: 'blocked-address' }) }))
})
