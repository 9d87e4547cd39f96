import { expect, test, vi } from 'vitest'
import { PictureStore } from '#app/_studio/player/picture-store.ts'
import { LoadError, SegmentLoader } from '#app/_studio/player/segment-loader.ts'

const picture = () => ({ close: vi.fn() })

test('the farthest picture goes first, and what lies behind counts as twice as far', () => {
  const store = new PictureStore<ReturnType<typeof picture>>(4)
  store.aim(10, 1)
  const far = picture()
  store.put(7, far, 1)
  for (const n of [9, 10, 12]) store.put(n, picture(), 1)
  expect(store.put(13, picture(), 1)).toBe(true)
  expect(store.has(7)).toBe(false)
  expect(far.close).toHaveBeenCalledOnce()
  expect(store.bytes).toBe(4)
})

test('a picture farther than everything held is closed at once', () => {
  const store = new PictureStore<ReturnType<typeof picture>>(2)
  store.aim(0, 0)
  store.put(0, picture(), 1)
  store.put(1, picture(), 1)
  const late = picture()
  expect(store.put(50, late, 1)).toBe(false)
  expect(late.close).toHaveBeenCalledOnce()
})

test('the same frame twice keeps the first; clearing closes all', () => {
  const store = new PictureStore<ReturnType<typeof picture>>(8)
  const [first, second] = [picture(), picture()]
  store.put(3, first, 1)
  store.put(3, second, 1)
  expect(second.close).toHaveBeenCalledOnce()
  expect(store.get(3)).toBe(first)
  store.clear()
  expect(first.close).toHaveBeenCalledOnce()
  expect(store.size).toBe(0)
})

test('one picture stays even where not even one fits', () => {
  const store = new PictureStore<ReturnType<typeof picture>>(1)
  store.put(0, picture(), 10)
  expect(store.has(0)).toBe(true)
  expect(store.capacity(10)).toBe(1)
})

const answer = (text: string, status = 200) => new Response(text, { status })

test('a part is fetched once, kept, and dropped when the budget is used up', async () => {
  const fetch = vi.fn(async (url: unknown) => answer(String(url).padEnd(10)))
  const loader = new SegmentLoader({ fetch: fetch as typeof globalThis.fetch, budget: 20 })
  await Promise.all([loader.load('a'), loader.load('a')])
  await loader.load('b')
  await loader.load('a')
  await loader.load('c')
  expect(fetch).toHaveBeenCalledTimes(3)
  await loader.load('b')
  expect(fetch).toHaveBeenCalledTimes(4)
  expect(loader.held).toBe(20)
})

test('a lost network is told, tried again, and told when it is back', async () => {
  const fetch = vi
    .fn<() => Promise<Response>>()
    .mockRejectedValueOnce(new TypeError('failed'))
    .mockRejectedValueOnce(new TypeError('failed'))
    .mockResolvedValue(answer('x'))
  const told: boolean[] = []
  const loader = new SegmentLoader({
    fetch: fetch as typeof globalThis.fetch,
    retries: [1, 1],
    onTrouble: (offline) => told.push(offline),
  })
  expect((await loader.load('a')).byteLength).toBe(1)
  expect(told).toEqual([true, false])
})

test.each([
  [404, 'gone', 1],
  [401, 'refused', 1],
  [503, 'server', 3],
])('status %i is %s after %i tries', async (status, code, tries) => {
  const fetch = vi.fn(async () => answer('', status))
  const loader = new SegmentLoader({ fetch: fetch as typeof globalThis.fetch, retries: [1, 1] })
  const error = await loader.load('a').catch((e: unknown) => e)
  expect(error).toBeInstanceOf(LoadError)
  expect((error as LoadError).code).toBe(code)
  expect(fetch).toHaveBeenCalledTimes(tries)
})

test('what nobody wants is given up and may be asked for again', async () => {
  const fetch = vi.fn(
    (url: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<Response>((resolve, reject) => {
        if (fetch.mock.calls.length > 1) resolve(answer(String(url)))
        signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')))
      }),
  )
  const loader = new SegmentLoader({ fetch: fetch as unknown as typeof globalThis.fetch })
  const first = loader.load('a').catch((e: unknown) => e)
  loader.abandon(() => false)
  const second = loader.load('a')
  expect(((await first) as DOMException).name).toBe('AbortError')
  expect((await second).byteLength).toBe(1)
  await loader.load('a')
  expect(fetch).toHaveBeenCalledTimes(2)
})
