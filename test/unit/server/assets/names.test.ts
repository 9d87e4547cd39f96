import { expect, test } from 'vitest'
import { displayName, recordingNameOf } from '#server/assets/names.ts'

test('names are text: shown as they are, without what would mislead', () => {
  expect(displayName('../../etc/passwd.mp4')).toBe('../../etc/passwd.mp4')
  expect(displayName('Knie 🦵 links.mov')).toBe('Knie 🦵 links.mov')
  expect(displayName('evil\u202egpj.mp4\u0000\n')).toBe('evilgpj.mp4')
  expect(displayName('  ')).toBe('unnamed')
  expect([...displayName('x'.repeat(1000))]).toHaveLength(255)
})

test('a recording is called like its file, without folders and ending', () => {
  expect(recordingNameOf('../../etc/passwd.mp4')).toBe('passwd')
  expect(recordingNameOf('C:\\videos\\OP 12.MOV')).toBe('OP 12')
  expect(recordingNameOf('.mp4')).toBe('.mp4')
  expect(recordingNameOf('a/b/')).toBe('Recording')
})
