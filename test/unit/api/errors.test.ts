import { TRPCError } from '@trpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { asTrpcError, whatToTell } from '#server/api/errors.ts'
import { PlainError } from '#server/platform/errors.ts'

const thrown = (cause: unknown) => new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause })

test('a plain sentence goes through with its code', () => {
  const error = asTrpcError(thrown(new PlainError('conflict', 'Somebody was faster.')))
  expect(error.code).toBe('CONFLICT')
  expect(whatToTell(error)).toEqual({ code: 'conflict', sentence: 'Somebody was faster.', reference: null })
})

test('bad input says the first thing that is wrong', () => {
  const schema = z.object({ name: z.string().min(1, 'Write a name.'), n: z.number() })
  const written = schema.safeParse({ name: '', n: 1 }).error!
  expect(whatToTell(thrown(written)).sentence).toBe('Write a name.')
  const raw = schema.safeParse({ name: 'x', n: 'y' }).error!
  expect(whatToTell(new TRPCError({ code: 'BAD_REQUEST', cause: raw })).sentence).toMatch(/^n: .+\.$/)
})

test('the unexpected gives a reference and nothing of itself', () => {
  const secretive = new Error('SELECT password FROM account')
  const told = whatToTell(thrown(secretive))
  expect(told.code).toBe('internal')
  expect(told.sentence).toContain(`reference ${told.reference}`)
  expect(told.sentence).not.toContain('SELECT')
  // The log and the answer name the same one.
  expect(whatToTell(secretive).reference).toBe(told.reference)
  expect(whatToTell(thrown(new Error('another'))).reference).not.toBe(told.reference)
  expect(whatToTell('not even an error').code).toBe('internal')
})
