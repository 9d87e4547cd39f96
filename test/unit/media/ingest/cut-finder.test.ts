import { describe, expect, it } from 'vitest'
import { CutFinder } from '#media/ingest/cuts/cut-finder.ts'
import { cutArgs } from '#media/ingest/cuts/run.ts'
import { seededRandom } from '#test/kit/random.ts'

const SIZE = 64 * 36

/** A picture of one kind, a little moved or brightened. */
function picture(kind: number, shift = 0, brighter = 0, noise = 0, random = Math.random): Uint8Array {
  return Uint8Array.from({ length: SIZE }, (_, i) => {
    const x = (i % 64) + shift
    const y = Math.floor(i / 64)
    const base = 128 + 90 * Math.sin((x * (1 + kind)) / 9) * Math.cos((y * (2 + kind)) / 7 + kind * 2)
    return Math.min(255, Math.max(0, base + brighter + (random() - 0.5) * noise))
  })
}

const cutsOf = (pictures: readonly Uint8Array[]): number[] => {
  const finder = new CutFinder()
  for (const one of pictures) finder.push(one)
  return finder.finish()
}

describe('cuts', () => {
  it.each([
    [30, [30]],
    [3, [3]],
    [57, [57]],
  ])('at frame %i of sixty, in noise', (at, cuts) => {
    const random = seededRandom(at)
    const pictures = Array.from({ length: 60 }, (_, i) => picture(i < at ? 0 : 3, i / 20, 0, 12, random))
    expect(cutsOf(pictures)).toEqual(cuts)
  })

  it('several, each once', () => {
    const places = [10, 22, 40, 55]
    const pictures = Array.from({ length: 70 }, (_, i) => picture(places.filter((p) => i >= p).length))
    expect(cutsOf(pictures)).toEqual(places)
  })

  it('a film of two pictures', () => {
    expect(cutsOf([picture(0), picture(3)])).toEqual([1])
  })
})

describe('what is no cut', () => {
  it('a fade over half a second', () => {
    const [from, to] = [picture(0), picture(3)]
    const mix = (share: number) => from.map((v, i) => v + (to[i]! - v) * share)
    const pictures = Array.from({ length: 60 }, (_, i) => mix(Math.min(1, Math.max(0, (i - 20) / 13))))
    expect(cutsOf(pictures)).toEqual([])
  })

  it('a flash of one frame', () => {
    const pictures = Array.from({ length: 40 }, (_, i) => picture(0, 0, i === 20 ? 100 : 0))
    expect(cutsOf(pictures)).toEqual([])
  })

  it('a camera that moves quickly all the time', () => {
    expect(cutsOf(Array.from({ length: 60 }, (_, i) => picture(1, i * 4)))).toEqual([])
  })

  it('a still picture, black, nothing', () => {
    expect(cutsOf(Array.from({ length: 30 }, () => picture(0)))).toEqual([])
    expect(cutsOf(Array.from({ length: 30 }, () => new Uint8Array(SIZE)))).toEqual([])
    expect(cutsOf([])).toEqual([])
    expect(cutsOf([picture(0)])).toEqual([])
  })
})

it('each frame goes through once, and nothing else', () => {
  const args = cutArgs('/x/scrub.mp4')
  expect(args[args.indexOf('-fps_mode') + 1]).toBe('passthrough')
  expect(args).not.toContain('-r')
})
