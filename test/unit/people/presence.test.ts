import { signal } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Presence, type Told, type Whereabouts } from '#app/_studio/people/presence.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const d of open.splice(0)) d[Symbol.dispose]()
  vi.useRealTimers()
})
const open: Disposable[] = []
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function scene() {
  const studio = await TestStudio.open({ tracks: [{ name: 'phase', text: 'AABB' }] })
  const said: Whereabouts[] = []
  const told = signal<((others: readonly Told[]) => void) | null>(null)
  const presence = new Presence({
    session: studio.session,
    timeline: studio.timeline,
    transport: {
      tabId: 'tab-me',
      say: async (where) => void said.push(where),
      watch: (listener) => {
        told.value = listener
        return { [Symbol.dispose]: () => {} }
      },
    },
  })
  open.push(presence, studio)
  return { studio, said, presence, tell: (...others: Told[]) => told.value!(others) }
}

const ben = (more: Partial<Told> = {}): Told => ({
  ...{ clientId: 'tab-b', userId: 'ben', name: 'Ben', tick: 0, playing: false, rate: 1 },
  ...{ trackId: null, layerId: null, selectionIds: [] },
  ...more,
})

test('says where one is when something changed, five times a second at most, and repeats it every few seconds', async () => {
  const { studio, said } = await scene()
  await pass(250)
  const first = said.length
  expect(first).toBe(1)
  await pass(1000)
  expect(said.length).toBe(1)
  for (let i = 1; i <= 20; i++) {
    studio.clock.seek(studio.clock.boundsOf(studio.clock.frameAt(tick(0))).start)
    studio.session.select([`x${i}`])
    await pass(50)
  }
  expect(said.length - first).toBeGreaterThanOrEqual(4)
  expect(said.length - first).toBeLessThanOrEqual(6)
  expect(said.at(-1)?.selectionIds).toEqual([expect.stringMatching(/^x/)])
  const settled = said.length
  await pass(13_000)
  expect(said.length - settled).toBeGreaterThanOrEqual(3)
  expect(said.length - settled).toBeLessThanOrEqual(5)
})

test('others are people, not tabs; oneself is not among them', async () => {
  const { studio, presence, tell } = await scene()
  tell(
    ben({ tick: 1 }),
    ben({ clientId: 'tab-b2', tick: 2 }),
    ben({ clientId: 'mine', userId: studio.session.user.id }),
    ben({ clientId: 'tab-c', userId: 'cem', name: 'Cem' }),
  )
  expect(presence.others.value.map((o) => o.userId)).toEqual(['ben', 'cem'])
  expect(studio.timeline.others.value.map((o) => o.name)).toEqual(['Ben', 'Cem'])
  const [color] = presence.others.value.map((o) => o.color)
  tell(ben({ tick: 9 }))
  expect(presence.others.value.map((o) => o.color)).toEqual([color])
})

test('a playhead that runs is reckoned on', async () => {
  const { presence, tell } = await scene()
  tell(ben({ tick: 0, playing: true, rate: 2 }))
  const [other] = presence.others.value
  expect(Presence.tickOf(other!, other!.heardAt + 500)).toBeCloseTo(TICKS_PER_SECOND, -2)
})

test('following goes along until one leaves it, or the other is gone', async () => {
  const { studio, presence, tell } = await scene()
  const at = (frame: number) => studio.index.tickOf(frame as never)
  tell(ben({ tick: at(7) }))
  presence.follow('ben')
  await pass(250)
  expect(studio.clock.frameAt(studio.clock.now())).toBe(7)
  tell(ben({ tick: at(20) }))
  await pass(250)
  expect(studio.clock.frameAt(studio.clock.now())).toBe(20)
  presence.unfollow()
  tell(ben({ tick: at(3) }))
  await pass(250)
  expect(studio.clock.frameAt(studio.clock.now())).toBe(20)
  presence.follow('ben')
  tell()
  expect(presence.following.value).toBeNull()
})
