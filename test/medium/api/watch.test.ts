import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import superjson from 'superjson'
import { beforeAll, expect, test } from 'vitest'
import type { AppRouter } from '#server/api/root.ts'
import { db } from '#server/platform/db.ts'
import { publish } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { serve, signedIn } from '#test/kit/people.ts'
import { type Cast, makeCast, makeWorld } from '../access/world.ts'

await testDatabase()
const { origin } = await serve()

let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

/** The browser's client, with the cookie that a browser would send. */
function client(cookie: string) {
  const url = `${origin}/api/trpc`
  const subscriptions = httpSubscriptionLink({
    url,
    transformer: superjson,
    EventSource: eventSourceWith(cookie) as never,
  })
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: subscriptions,
        false: httpBatchLink({ url, transformer: superjson, headers: { cookie } }),
      }),
    ],
  })
}

test('changes of a job arrive over HTTP as they are announced, until the session is revoked', async () => {
  const { recordingId, assetId } = await makeWorld(cast)
  const second = await signedIn(cast.viewer.userId)
  const seen: number[] = []
  const errors: string[] = []
  const subscription = client(second.cookie).jobs.watch.subscribe(
    { recordingId },
    {
      onData: (jobs) => seen.push(jobs.find((job) => job.assetId === assetId)?.progress ?? -1),
      onError: (error) => errors.push(error.message),
    },
  )
  await until(() => seen.length === 1)
  for (const progress of [0.25, 0.5]) {
    await db().jobRun.updateMany({ where: { assetId }, data: { state: 'running', progress } })
    publish(`recording:${recordingId}:jobs`, { any: 'news' })
    await until(() => seen.at(-1) === progress)
  }
  expect(seen).toEqual([0, 0.25, 0.5])
  await cast.viewer.api.people.revokeSession({ sessionId: second.actor.sessionId })
  await db().jobRun.updateMany({ where: { assetId }, data: { progress: 0.75 } })
  publish(`recording:${recordingId}:jobs`, { any: 'news' })
  await until(() => errors.length > 0)
  expect(errors[0]).toBe('You are not signed in. Sign in to go on.')
  expect(seen).toEqual([0, 0.25, 0.5])
  subscription.unsubscribe()
})

test('a stranger gets a sentence over HTTP, and bad input too', async () => {
  const { recordingId } = await makeWorld(cast)
  await expect(client('').recordings.get.query({ recordingId })).rejects.toThrow('You are not signed in.')
  const api = client(cast.editor.cookie)
  await expect(api.recordings.rename.mutate({ recordingId, name: '  ' })).rejects.toThrow('Write a name.')
  const raw = await fetch(`${origin}/api/trpc/no.such.thing`, { headers: { cookie: cast.editor.cookie } })
  expect(raw.status).toBe(404)
  expect(await raw.text()).not.toMatch(/stack|node_modules/)
  const answer = await fetch(`${origin}/api/trpc/recordings.remove`, {
    method: 'POST',
    headers: { cookie: cast.owner.cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
    body: JSON.stringify({ json: { recordingId } }),
  })
  expect(answer.status).toBe(403)
  expect(await db().recording.count({ where: { id: recordingId, deletedAt: null } })).toBe(1)
})

async function until(condition: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await sleep(10)
  }
}

/** An EventSource over fetch, since Node has none that sends cookies. */
function eventSourceWith(cookie: string) {
  return class extends EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSED = 2
    readyState = 0
    private readonly abort = new AbortController()
    constructor(url: string) {
      super()
      void this.read(url).catch(() => {})
    }
    close() {
      this.readyState = 2
      this.abort.abort()
    }
    private async read(url: string) {
      const response = await fetch(url, { headers: { cookie }, signal: this.abort.signal })
      this.readyState = 1
      this.dispatchEvent(new Event('open'))
      let text = ''
      for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
        text += part
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) this.emit(block)
      }
    }
    private emit(block: string) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
      )
      if (!('data' in fields) && !('event' in fields)) return
      const init = { data: fields.data ?? '', lastEventId: fields.id ?? '' }
      this.dispatchEvent(new MessageEvent(fields.event ?? 'message', init))
    }
  }
}
