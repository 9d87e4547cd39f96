import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { requireSameOrigin } from '#server/platform/same-origin.ts'

const ask = (method: string, headers: Record<string, string>) => () =>
  requireSameOrigin({
    method,
    headers: { host: 'studio.local:3000', ...headers },
  } as unknown as IncomingMessage)

test.each([
  ['our own page', { origin: 'http://studio.local:3000', 'sec-fetch-site': 'same-origin' }],
  ['our own page behind a proxy that ends TLS', { origin: 'https://studio.local:3000' }],
  ['a program', {}],
  ['an address that was typed', { 'sec-fetch-site': 'none' }],
])('lets %s change things', (_, headers) => {
  expect(ask('POST', headers as Record<string, string>)).not.toThrow()
})

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another port of the same machine', { origin: 'http://studio.local:4000' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a neighbouring subdomain', { 'sec-fetch-site': 'same-site' }],
  ['a form on another site', { 'sec-fetch-site': 'cross-site' }],
])('refuses %s', (_, headers) => {
  expect(ask('POST', headers as Record<string, string>)).toThrow('This request came from another site')
  expect(ask('GET', headers as Record<string, string>)).not.toThrow()
})
