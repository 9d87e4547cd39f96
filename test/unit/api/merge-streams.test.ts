import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { mergeStreams } from '#server/api/merge-streams.ts'

async function* after(times: readonly number[], closed: string[], name: string) {
  try {
    for (const ms of times) {
      await sleep(ms)
      yield `${name}${ms}`
    }
    await new Promise(() => {})
  } finally {
    closed.push(name)
  }
}

test('items come as they are made, each with its name, and a slow stream holds up no other', async () => {
  const merged = mergeStreams({ a: after([1, 20], [], 'a'), b: after([5, 5], [], 'b') })
  const got: unknown[] = []
  for await (const item of merged) {
    got.push(item)
    if (got.length === 4) break
  }
  expect(got).toEqual([
    { kind: 'a', value: 'a1' },
    { kind: 'b', value: 'b5' },
    { kind: 'b', value: 'b5' },
    { kind: 'a', value: 'a20' },
  ])
})

test('the first that fails ends all', async () => {
  async function* failing() {
    yield 1
    throw new Error('not any more')
  }
  const merged = mergeStreams({ quiet: after([100_000], [], 'q'), failing: failing() })
  expect((await merged.next()).value).toEqual({ kind: 'failing', value: 1 })
  await expect(merged.next()).rejects.toThrow('not any more')
})
