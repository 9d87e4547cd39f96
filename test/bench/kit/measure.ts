/** Timing for benchmarks: medians, and processor time of this process and of programs. */
import { spawn, spawnSync } from 'node:child_process'

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const mid = sorted.length >> 1
  return sorted.length % 2 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2
}

export interface Cost {
  readonly wallMs: number
  readonly cpuMs: number
}

/** Costs of some work in this process, the median of `times` runs after one that does not count. */
export async function cost(times: number, work: () => Promise<unknown>): Promise<Cost> {
  const walls: number[] = []
  const cpus: number[] = []
  await work()
  for (let i = 0; i < times; i++) {
    const cpu = process.cpuUsage()
    const start = performance.now()
    await work()
    walls.push(performance.now() - start)
    const used = process.cpuUsage(cpu)
    cpus.push((used.user + used.system) / 1000)
  }
  return { wallMs: median(walls), cpuMs: median(cpus) }
}

/** Costs of a program, by the shell's own clock; its output goes nowhere. */
export function programCost(times: number, program: string, args: readonly string[]): Cost {
  const walls: number[] = []
  const cpus: number[] = []
  for (let i = 0; i < times; i++) {
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1', 'time', program, ...args],
      { encoding: 'utf8' },
    )
    const [real, user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
    if (status !== 0 || real === undefined) throw new Error(`${program} ${args.join(' ')} failed`)
    walls.push(real * 1000)
    cpus.push((user! + system!) * 1000)
  }
  return { wallMs: median(walls), cpuMs: median(cpus) }
}

/** Milliseconds until something is true while a program runs, which is ended then. */
export async function timeUntil(
  program: string,
  args: readonly string[],
  reached: () => boolean,
): Promise<number> {
  const start = performance.now()
  const child = spawn(program, args, { stdio: 'ignore' })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let ended = false
  void closed.then(() => {
    ended = true
  })
  while (!reached()) {
    if (ended && !reached()) throw new Error(`${program} ended before it had got there`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const took = performance.now() - start
  child.kill('SIGKILL')
  await closed
  return took
}
