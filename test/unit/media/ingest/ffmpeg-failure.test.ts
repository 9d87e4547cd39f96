import { expect, test } from 'vitest'
import { installCommand, plainFailure } from '#media/ingest/ffmpeg-failure.ts'

const failed = (stderr: string): { code: string; message: string } =>
  plainFailure(new Error('ffmpeg exited with code 1'), stderr, ['-i', 'x'])

test('what is known of ffmpeg becomes a plain sentence', () => {
  expect(failed('av_interleaved_write_frame(): No space left on device')).toMatchObject({
    code: 'failed',
    message: expect.stringContaining('disk is full'),
  })
  expect(failed('[mov @ 0x1] moov atom not found')).toMatchObject({ code: 'truncated' })
  expect(failed("Unknown encoder 'libx264'").message).toContain('complete ffmpeg')
})

test('what is not known is quoted by its last line, without addresses', () => {
  const { message } = failed('first line\n[libx264 @ 0x55d0] width not divisible by 2\n')
  expect(message).toBe('ffmpeg could not finish: width not divisible by 2')
  expect(failed('').message).toBe('ffmpeg could not finish.')
})

test('a missing program names the command to type', () => {
  expect(plainFailure(new Error('Cannot find ffmpeg'), '', []).code).toBe('tool-missing')
  expect(installCommand('darwin', '')).toBe('brew install ffmpeg')
  expect(installCommand('win32', '')).toContain('winget')
  expect(installCommand('linux', 'ID=ubuntu\nID_LIKE=debian\n')).toBe('sudo apt-get install ffmpeg')
  expect(installCommand('linux', 'ID=rocky\nID_LIKE="rhel centos fedora"\n')).toBe('sudo dnf install ffmpeg')
  expect(installCommand('linux', 'ID=arch\n')).toContain('pacman')
})
