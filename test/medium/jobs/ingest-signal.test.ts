/** Files of samples from the upload to the tiles that a browser gets. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signalSettingsSchema } from '#media/core/signal/settings.ts'
import { columnOf, placeOfTile, tileOf } from '#media/core/signal/tile-layout.ts'
import { adoptFile, manifestOf, prepareSignalAgain, signalOf } from '#server/assets/index.ts'
import { handleMedia } from '#server/delivery/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'
import { serve, signedIn } from '#test/kit/people.ts'

const { dataDir } = await testDatabase()
const { origin } = await serve([handleMedia])
let worker: Worker
let project: { projectId: string; userId: string }
let cookie: string

beforeAll(async () => {
  project = await makeTestProject()
  cookie = (await signedIn(project.userId)).cookie
  worker = await startWorker()
})
afterAll(async () => {
  await worker?.stop()
  await closeBoss()
  await closeBus()
})

const assetOf = (id: string) => db().asset.findUniqueOrThrow({ where: { id }, include: { jobs: true } })

async function ingest(fileName: string, text: string | Buffer) {
  const file = path.join(dataDir, `in-${fileName}`)
  fs.writeFileSync(file, text)
  const { assetId, recordingId } = await adoptFile({ path: file, fileName, ...project, how: 'copy' })
  await jobsDone(assetId)
  return { assetId, recordingId, asset: await assetOf(assetId) }
}

async function tile(assetId: string, level: number, number: number) {
  const { signal } = await manifestOf(assetId)
  return fetch(`${origin}/media/a/${assetId}/signal/${level}/${number}.bin?v=${signal?.stamp}`, {
    headers: { cookie },
  })
}

const COUNT = 40_000
const value = (i: number, c: number): number => Math.round(1000 * Math.sin(i / 37 + c)) / 1000
const force = `time (s),${Array.from({ length: 10 }, (_, c) => `Plate ${c} [N]`).join(',')}\n${Array.from(
  { length: COUNT },
  (_, i) => `${(i / 1000).toFixed(3)},${Array.from({ length: 10 }, (_, c) => value(i, c)).join(',')}`,
).join('\n')}\n`

describe('a force plate file', () => {
  let assetId: string
  beforeAll(async () => {
    const made = await ingest('force.csv', force)
    assetId = made.assetId
    expect(made.asset.problem).toBeNull()
    expect(made.asset.state).toBe('ready')
    expect(made.asset.jobs.map((j) => j.name)).toEqual(['ingest-asset'])
  })

  test('its manifest says channels, rate and length', async () => {
    const manifest = await manifestOf(assetId)
    expect(manifest.signal).toMatchObject({ rate: 1000, samples: COUNT, start: 0 })
    expect(manifest.signal?.channels).toHaveLength(10)
    expect(manifest.signal?.channels[3]).toMatchObject({ name: 'Plate 3', unit: 'N', min: -1, max: 1 })
    expect(manifest.duration).toBe(40 * 705_600_000)
    expect(manifest.warnings).toEqual([])
  })

  test('its tiles carry every sample of every channel', async () => {
    const shape = { channels: 10, samples: COUNT }
    for (const [i, c] of [
      [0, 0],
      [4095, 7],
      [4096, 8],
      [COUNT - 1, 9],
    ] as const) {
      const number = tileOf(shape, i, c)
      const answer = await tile(assetId, 0, number)
      expect(answer.status).toBe(200)
      const place = placeOfTile(shape, 0, number)!
      const column = columnOf(await answer.arrayBuffer(), place, 0, c)!
      expect(column.min[i - place.first]).toBe(Math.fround(value(i, c)))
    }
  })

  test('a tile is sent once: its tag answers 304, HEAD has its length, others are 404', async () => {
    const first = await tile(assetId, 1, 0)
    const etag = first.headers.get('etag')!
    expect(first.headers.get('cache-control')).toMatch(/private/)
    const url = `${origin}/media/a/${assetId}/signal/1/0.bin`
    const again = await fetch(url, { headers: { cookie, 'if-none-match': etag } })
    expect(again.status).toBe(304)
    const head = await fetch(url, { method: 'HEAD', headers: { cookie } })
    expect(Number(head.headers.get('content-length'))).toBe((await first.arrayBuffer()).byteLength)
    expect((await tile(assetId, 1, 9999)).status).toBe(404)
    expect((await tile(assetId, 40, 0)).status).toBe(404)
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(`${url}?v=1`, { headers: { cookie } })).status).toBe(404)
  })

  test('read again with other settings it is another signal, and remembered', async () => {
    const kept = signalOf((await assetOf(assetId)).probe)!
    const settings = signalSettingsSchema.parse({
      ...kept.settings,
      channels: [{ column: 2, name: 'Vertical', unit: 'kN' }],
      time: null,
      rate: 500,
    })
    await prepareSignalAgain(assetId, settings)
    await jobsDone(assetId)
    const manifest = await manifestOf(assetId)
    expect(manifest.signal).toMatchObject({
      rate: 500,
      samples: COUNT,
      channels: [{ name: 'Vertical', unit: 'kN' }],
    })
    expect(signalOf((await assetOf(assetId)).probe)?.chosen).toEqual(settings)
    const answer = await tile(assetId, 0, 0)
    expect((await answer.arrayBuffer()).byteLength).toBe(4096 * 4)
    expect(new Float32Array(await (await tile(assetId, 0, 0)).arrayBuffer())[7]).toBe(
      Math.fround(value(7, 1)),
    )
  })
})

describe('what cannot be known is asked', () => {
  test('the rate; once told, it is read', async () => {
    const { assetId, asset } = await ingest(
      'emg.txt',
      `EMG\n${Array.from({ length: 99 }, (_, i) => i / 2).join('\n')}`,
    )
    expect(asset.state).toBe('failed')
    expect(asset.problem).toMatch(/does not say how many samples a second/)
    const kept = signalOf(asset.probe)!
    expect(kept.question).toBe('rate')
    expect(kept.table.preview[0]).toEqual({ line: 2, cells: ['0'] })
    await prepareSignalAgain(assetId, { ...kept.settings, rate: 50 })
    await jobsDone(assetId)
    expect(await assetOf(assetId)).toMatchObject({ state: 'ready', problem: null })
    expect((await manifestOf(assetId)).signal).toMatchObject({ rate: 50, samples: 99 })
  })

  test('a column that is not there is refused at once', async () => {
    const { assetId, asset } = await ingest('two.csv', `a,b\n${'1,2\n3,4\n'.repeat(20)}`)
    const kept = signalOf(asset.probe)!
    await expect(
      prepareSignalAgain(assetId, {
        ...kept.settings,
        rate: 1,
        channels: [{ column: 9, name: 'x', unit: '' }],
      }),
    ).rejects.toThrow('has no column 10')
    expect((await assetOf(assetId)).state).toBe('failed')
  })
})

describe('what is wrong gets a plain sentence', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i / 100},${i}`)
  test.each([
    [
      'a word between numbers',
      ['t,v', ...lines(600), '6.00,oops', ...lines(3)],
      /^Line 602 has “oops” where a number is expected, in column 2 \(v\)\.$/,
    ],
    [
      'time that goes backwards',
      ['t,v', ...lines(600), '1.00,2', '1.01,3'],
      /^The time goes backwards in line 602: from 5\.99 s to 1 s\.$/,
    ],
    ['a line that is too short', ['t,v', ...lines(600), '6.00', '6.01,3'], /^Line 602 has 1 value/],
    [
      'annotations',
      ['onset,duration,label', '0,1,a', '1,1,b', '2,1,c'],
      /table of annotations, not of samples/,
    ],
  ])('%s', async (name, text, problem) => {
    const { asset } = await ingest(`${name.replaceAll(' ', '-')}.csv`, text.join('\n'))
    expect(asset.state).toBe('failed')
    expect(asset.problem).toMatch(problem)
    expect(fs.existsSync(path.join(dataDir, 'assets', asset.id))).toBe(false)
  })
})

test('UTF-16 as spreadsheets save it, with gaps and a cut last line', async () => {
  const text = `Zeit (s)\tKraft (N)\r\n${[0, 1, 2, 10, 11].map((i) => `${i / 10}\t${i}`).join('\r\n')}\r\n1.`
  const { asset, assetId } = await ingest('excel.txt', Buffer.from(`\ufeff${text}`, 'utf16le'))
  expect(asset.problem).toBeNull()
  const { signal, warnings } = await manifestOf(assetId)
  expect(signal).toMatchObject({ rate: 10, samples: 12 })
  expect(warnings).toEqual([
    'The last line of the file is cut off and is left out.',
    'Samples are missing in 1 place; they are shown as gaps.',
  ])
  const samples = [...new Float32Array(await (await tile(assetId, 0, 0)).arrayBuffer())]
  expect(samples).toEqual([0, 1, 2, ...Array(7).fill(Number.NaN), 10, 11])
})

test('thousands of channels', async () => {
  const wide = 3000
  const row = (i: number) => [i / 10, ...Array.from({ length: wide }, (_, c) => i + c)].join(',')
  const text = `time,${Array.from({ length: wide }, (_, c) => `m${c}`).join(',')}\n${Array.from({ length: 300 }, (_, i) => row(i)).join('\n')}`
  const { assetId } = await ingest('wide.csv', text)
  const shape = { channels: wide, samples: 300 }
  expect((await manifestOf(assetId)).signal).toMatchObject({ samples: 300, rate: 10 })
  const number = tileOf(shape, 299, 2999)
  const answer = await tile(assetId, 0, number)
  const place = placeOfTile(shape, 0, number)!
  expect(columnOf(await answer.arrayBuffer(), place, 0, 2999)!.min[299 - place.first]).toBe(299 + 2999)
})
