import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { bodyProblem } from '#server/entry/http/body-limit.ts'
import { allowedHosts, isAllowedHost } from '#server/entry/http/host-check.ts'
import { contentSecurityPolicy } from '#server/entry/http/security-headers.ts'

test('only names that mean this server are answered; bare addresses always', () => {
  const allowed = allowedHosts('https://video.clinic.example', '0.0.0.0', 'other.example, third.example')
  const answers = (host: string | undefined) => isAllowedHost(host, allowed)
  expect(
    ['localhost:3000', 'video.clinic.example', 'VIDEO.clinic.example:443', 'third.example'].every(answers),
  ).toBe(true)
  expect(['127.0.0.1:3000', '192.168.1.7', '[::1]:3000'].every(answers)).toBe(true)
  expect(
    ['evil.example', 'video.clinic.example.evil.example', '127.0.0.1.evil.example', '', undefined].some(
      answers,
    ),
  ).toBe(false)
})

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

test('bodies are limited by address', () => {
  expect(bodyProblem(request({ 'content-length': '70000000' }), '/api/trpc/x')?.status).toBe(413)
  expect(bodyProblem(request({ 'content-length': '60000000' }), '/api/trpc/x')).toBeNull()
  expect(bodyProblem(request({ 'content-length': '2000000' }), '/')?.status).toBe(413)
  expect(bodyProblem(request({ 'transfer-encoding': 'chunked' }), '/api/trpc/x')?.status).toBe(411)
  expect(bodyProblem(request({ 'content-length': '99999999999' }), '/upload/abc')).toBeNull()
  expect(bodyProblem(request({}), '/')).toBeNull()
})

test('the policy lets the player work and nobody else in', () => {
  const policy = contentSecurityPolicy('n0nce', false)
  expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval';")
  expect(policy).toContain("media-src 'self' blob:")
  expect(policy).toContain("worker-src 'self' blob:")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain("'unsafe-eval'")
})
