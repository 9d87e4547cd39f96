import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { md5 } from '#app/_studio/self-test/md5.ts'

test.each(['', 'a', 'abc', 'message digest', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64)])(
  'the digest of "%s" is that of RFC 1321',
  (text) => {
    expect(md5(new TextEncoder().encode(text))).toBe(createHash('md5').update(text).digest('hex'))
  },
)

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(md5(bytes)).toBe(createHash('md5').update(bytes).digest('hex'))
    }),
  )
})
