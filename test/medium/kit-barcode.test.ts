import { expect, test } from 'vitest'
import { barcodeClip, barcodeVariants, codesOf } from '#test/kit/barcode.ts'
import { readBarcode } from '#test/kit/barcode-read.ts'

test.each(barcodeVariants)('clip %s shows its own frame numbers in order', async (variant) => {
  const clip = await barcodeClip(variant, { seconds: 2 })
  const codes = await codesOf(clip.path)
  expect(codes).toEqual(Array.from({ length: clip.frames }, (_, n) => n + clip.firstCode))
})

test('a picture without a code has no number', () => {
  expect(readBarcode(new Uint8Array(64 * 36 * 4).fill(128), 64, 36)).toBeNull()
})
