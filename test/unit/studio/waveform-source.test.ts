/** A waveform that comes by tiles: what is drawn while they are on their way, and once they are here. */
import { expect, test } from 'vitest'
import { WaveformSource } from '#app/_studio/tracks/waveform/waveform-source.ts'
import { encodePeaks, headBytes, PeaksBuilder, peaksLayout, peakTile } from '#media/core/signal/peaks.ts'

const SOUND = { stream: 1, title: '', channels: ['L', 'R'], rate: 48_000, stamp: 9 }

function file(): Uint8Array {
  const builder = new PeaksBuilder(2, 1, 100)
  builder.push(Int16Array.from({ length: 80_000 }, (_, i) => (i % 2 ? -1 : 1) * (i % 30_000)))
  return encodePeaks(builder.finish(), 9)
}

test('the head draws at once; finer tiles replace it where they are in sight', async () => {
  const bytes = file()
  const layout = peaksLayout(bytes)
  const asked: string[] = []
  let arrivals = 0
  const source = new WaveformSource({
    baseUrl: '/media/a/x/',
    sound: SOUND,
    arrived: () => arrivals++,
    fetchBytes: async (url) => {
      asked.push(url)
      if (url === '/media/a/x/sound/1/waveform.bin?v=9') return bytes.slice(0, headBytes(layout))
      const m = /^\/media\/a\/x\/sound\/1\/waveform\/(\d+)\/(\d+)\.bin\?v=9$/.exec(url)!
      const tile = peakTile(layout, Number(m[1]), Number(m[2]))!
      return bytes.slice(tile.offset, tile.offset + tile.bytes)
    },
  })
  expect(source.columns(100, 0, 1000)).toBeNull()
  await expect.poll(() => source.whole.value?.levels.length ?? 0).toBeGreaterThan(0)
  const finest = layout.levels.length - 1
  const before = asked.length
  // In sight: the third tile of the finest level. A coarser level stands in until it is here.
  const from = 2 * 8192 * 100
  expect(source.columns(100, from, from + 1000)!.level.ticks).toBeGreaterThan(100)
  await expect.poll(() => source.columns(100, from, from + 1000)!.level.ticks).toBe(100)
  expect(asked.slice(before).filter((url) => url.includes(`/${finest}/`))).toEqual([
    `/media/a/x/sound/1/waveform/${finest}/2.bin?v=9`,
  ])
  source.wantAll()
  await expect.poll(() => source.whole.value!.levels.at(-1)!.ticks).toBe(100)
  expect(arrivals).toBeGreaterThan(2)
})
