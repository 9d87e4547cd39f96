import { describe, expect, it } from 'vitest'
import { FreshAnswers } from '#server/delivery/fresh-answers.ts'
import { KeptOpen } from '#server/delivery/kept-open.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('things kept open', () => {
  const kept = (limit: number) => {
    const log: string[] = []
    const things = new KeptOpen<string>(limit, (t) => void log.push(`close ${t}`))
    const use = (key: string, work: () => Promise<unknown> = async () => {}) =>
      things.use(
        key,
        async () => {
          log.push(`open ${key}`)
          return key
        },
        work,
      )
    return { log, things, use }
  }

  it('opens once for many, and closes the least recently used', async () => {
    const { log, use } = kept(2)
    await Promise.all([use('a'), use('a'), use('a')])
    await use('b')
    await use('a')
    await use('c')
    await tick()
    expect(log).toEqual(['open a', 'open b', 'open c', 'close b'])
  })

  it('never closes what is in use', async () => {
    const { log, use } = kept(1)
    let finish = (): void => {}
    const long = use('a', () => new Promise<void>((resolve) => (finish = resolve)))
    await tick()
    await use('b')
    await use('c')
    await tick()
    expect(log).toEqual(['open a', 'open b', 'open c', 'close b'])
    finish()
    await long
    await tick()
    expect(log.at(-1)).toBe('close a')
  })

  it('closes what was dropped before its opening was over', async () => {
    const { log, things, use } = kept(4)
    const opening = use('a')
    things.forget(() => true)
    await opening
    await tick()
    expect(log).toEqual(['open a', 'close a'])
    expect(things.size).toBe(0)
  })

  it('forgets a failed opening', async () => {
    const things = new KeptOpen<number>(2, () => {})
    let tries = 0
    const use = () =>
      things.use(
        'x',
        async () => {
          if (tries++ === 0) throw new Error('not yet')
          return tries
        },
        async (n) => n,
      )
    await expect(use()).rejects.toThrow('not yet')
    expect(await use()).toBe(2)
  })
})

describe('fresh answers', () => {
  it('answers nobody with what was asked before they came', async () => {
    const answers = new FreshAnswers<number>()
    let truth = 1
    let askings = 0
    const ask = async () => {
      askings++
      const seen = truth
      await tick()
      return seen
    }
    const first = answers.get('k', ask)
    truth = 2
    const later = Array.from({ length: 50 }, () => answers.get('k', ask))
    expect(await first).toBe(1)
    expect(await Promise.all(later)).toEqual(later.map(() => 2))
    expect(askings).toBe(2)
    await tick()
    expect(answers.size).toBe(0)
    truth = 3
    expect(await answers.get('k', ask)).toBe(3)
  })

  it('keeps questions apart, and asks again after a failure', async () => {
    const answers = new FreshAnswers<string>()
    const failing = answers.get('a', () => Promise.reject(new Error('down')))
    const next = answers.get('a', async () => 'up')
    expect(await answers.get('b', async () => 'b')).toBe('b')
    await expect(failing).rejects.toThrow('down')
    expect(await next).toBe('up')
    await tick()
    expect(answers.size).toBe(0)
  })
})
