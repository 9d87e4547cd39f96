/**
 * Giving out media: our server, which checks every reader and builds each segment from the original, against a Next
 * route handler that streams the same bytes from finished files and checks nobody; and building a segment against
 * ffmpeg copying it out. Rounds alternate, so that a busy machine is busy for both.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { toolPath } from '#media/ingest/ffmpeg.ts'
import { buildFrameIndex, openVideo, probe } from '#media/ingest/index.ts'
import { hourFile, minuteFile } from './kit/hour.ts'
import { median } from './kit/measure.ts'
import { table } from './kit/table.ts'
import { type Ask, answersPerSecond } from './serving/load.ts'
import { buildNextApp } from './serving/next-app.ts'
import { makeScene } from './serving/scene.ts'

export interface ServingBench {
  /** Answers for the same processor time of the server: what the reader costs on a shared machine does not count. */
  readonly segmentRatioNext: number
  readonly rangeRatioNext: number
  /** Answers a second with sixteen readers on the same machine. */
  readonly segmentRateRatioNext: number
  readonly rangeRateRatioNext: number
  readonly packageRatioFfmpeg: number
}

const ROUNDS = 4
const SECONDS = 3
const READERS = 16
const RANGE = 64 << 10

export async function run(print: (line: string) => void = console.log): Promise<ServingBench> {
  const packaging = await packagingBench()
  await using scene = await makeScene(await minuteFile())
  const ours = await started('our-server.ts')
  const next = await started('next-server.mjs', await buildNextApp(scene.files))
  try {
    const segments = scene.segmentBytes.length
    const cookie = { cookie: scene.cookie }
    const segment = {
      ours: (k: number): Ask => ({
        path: `/media/a/${scene.assetId}/v/source/${k % segments}.m4s`,
        headers: cookie,
      }),
      next: (k: number): Ask => ({ path: `/files/${k % segments}.m4s` }),
      bytes: (k: number): number => scene.segmentBytes[k % segments]!,
    }
    const slots = Math.floor(scene.sourceBytes / RANGE)
    const range = (k: number): string => {
      const at = ((k * 7919) % slots) * RANGE
      return `bytes=${at}-${at + RANGE - 1}`
    }
    const ranges = {
      ours: (k: number): Ask => ({
        path: `/media/a/${scene.assetId}/source`,
        headers: { ...cookie, range: range(k) },
      }),
      next: (k: number): Ask => ({ path: '/files/source.mp4', headers: { range: range(k) } }),
      bytes: (): number => RANGE,
    }
    const rates = {
      segment: { ours: [] as number[], next: [] as number[] },
      range: { ours: [] as number[], next: [] as number[] },
    }
    const costs = {
      segment: { ours: [] as number[], next: [] as number[] },
      range: { ours: [] as number[], next: [] as number[] },
    }
    for (let round = 0; round <= ROUNDS; round++)
      for (const [kind, asks] of [
        ['segment', segment],
        ['range', ranges],
      ] as const)
        for (const who of ['ours', 'next'] as const) {
          const options = { readers: READERS, seconds: round === 0 ? 1 : SECONDS, bytes: asks.bytes }
          const server = who === 'ours' ? ours : next
          const before = await cpuOf(server.process)
          const { rate, answers } = await answersPerSecond(server.port, asks[who], options)
          const cpu = ((await cpuOf(server.process)) - before) / answers
          // The first round only warms both up.
          if (round === 0) continue
          rates[kind][who].push(rate)
          costs[kind][who].push(cpu)
        }
    const mean = scene.segmentBytes.reduce((a, b) => a + b, 0) / segments / 1024
    table(print, [
      ['', 'ours', 'other', 'ratio'],
      [`segments a second (${mean.toFixed(0)} KB, Next)`, ...compared(rates.segment)],
      [`ranges a second (${RANGE >> 10} KB, Next)`, ...compared(rates.range)],
      ['server CPU ms a segment', ...compared(costs.segment)],
      ['server CPU ms a range', ...compared(costs.range)],
      [
        'ms a segment of an hour (ffmpeg copy)',
        packaging.ours,
        packaging.ffmpeg,
        packaging.ours / packaging.ffmpeg,
      ],
    ])
    return {
      segmentRatioNext: 1 / compared(costs.segment)[2],
      rangeRatioNext: 1 / compared(costs.range)[2],
      segmentRateRatioNext: compared(rates.segment)[2],
      rangeRateRatioNext: compared(rates.range)[2],
      packageRatioFfmpeg: packaging.ours / packaging.ffmpeg,
    }
  } finally {
    ours.process.disconnect()
    next.process.disconnect()
  }
}

function compared(rates: { ours: number[]; next: number[] }): [number, number, number] {
  const [ours, next] = [median(rates.ours), median(rates.next)]
  return [ours, next, ours / next]
}

/** Milliseconds of processor time a server has used. */
function cpuOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    server.once('message', (used) => {
      const { user, system } = used as NodeJS.CpuUsage
      resolve((user + system) / 1000)
    })
    server.send('cpu')
  })
}

async function started(file: string, ...args: string[]): Promise<{ port: number; process: ChildProcess }> {
  const child = fork(path.join(import.meta.dirname, 'serving', file), args, {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(message as number))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
  return { port, process: child }
}

async function packagingBench(): Promise<{ ours: number; ffmpeg: number }> {
  const file = await hourFile()
  const ffmpeg = await toolPath('ffmpeg')
  const index = await buildFrameIndex(file, await probe(file))
  const video = await openVideo(file, { index })
  const out = path.join(os.tmpdir(), `scrubline-bench-${process.pid}.mp4`)
  const ours: number[] = []
  const theirs: number[] = []
  let at = 0
  const starts = video.durations.map((d) => {
    at += d
    return at - d
  })
  for (let i = 0; i < 40; i++) {
    const k = (i * 397) % video.segments.length
    const begin = performance.now()
    await video.segment(k)
    ours.push(performance.now() - begin)
    if (i % 5 !== 0) continue
    const args = [
      '-v',
      'error',
      '-y',
      '-ss',
      starts[k]!.toFixed(6),
      '-i',
      file,
      '-t',
      video.durations[k]!.toFixed(6),
      '-map',
      '0:v',
      '-c',
      'copy',
      '-movflags',
      'frag_keyframe+empty_moov+default_base_moof',
      out,
    ]
    const start = performance.now()
    if (spawnSync(ffmpeg, args).status !== 0) throw new Error('ffmpeg could not copy a segment')
    theirs.push(performance.now() - start)
  }
  await video.close()
  fs.rmSync(out, { force: true })
  return { ours: median(ours), ffmpeg: median(theirs) }
}
