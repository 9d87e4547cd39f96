/**
 * How much handwork the five commonest jobs take: keys, presses of the pointer and its way, counted at the real editor by a
 * recorded plan whose result is checked, beside what the documented way of four other tools takes for the same result.
 */
import { JOBS } from './effort/jobs.ts'
import { OTHER_TOOLS } from './effort/other-tools.ts'

export interface EffortBench {
  readonly keys: number
  readonly presses: number
  readonly travelPx: number
  readonly jobs: Readonly<Record<string, { keys: number; presses: number; travelPx: number }>>
  /** Keys and presses that the tool takes for the jobs it can do, over ours for the same jobs. */
  readonly othersOverOurs: Readonly<Record<string, number>>
}

const pad = (text: string | number, width: number) => String(text).padStart(width)

export async function run(print: (line: string) => void = console.log): Promise<EffortBench> {
  const jobs: Record<string, { keys: number; presses: number; travelPx: number }> = {}
  print(
    'keys + presses of the pointer; ours counted at the editor at 1440 x 900, others estimated from their documented ways',
  )
  print(`${''.padEnd(52)}${pad('Scrubline', 14)}${OTHER_TOOLS.map((t) => pad(t.name, 14)).join('')}`)
  for (const [i, job] of JOBS.entries()) {
    const { keys, presses, travel } = await job.run()
    jobs[job.name] = { keys, presses, travelPx: travel }
    const others = OTHER_TOOLS.map(({ jobs: counted }) => {
      const c = counted[i]
      return pad(c ? `${c.keys} + ${c.presses}` : 'none', 14)
    })
    print(`${job.name.padEnd(52)}${pad(`${keys} + ${presses}`, 14)}${others.join('')}`)
  }
  const ours = Object.values(jobs)
  const sum = (pick: (j: (typeof ours)[number]) => number) => ours.reduce((n, j) => n + pick(j), 0)
  print(`pointer travel, ours: ${sum((j) => j.travelPx)} px in all`)
  print('')
  print('How the others were estimated, from their documented shortcuts and dialogs; none of them was run:')
  for (const tool of OTHER_TOOLS) {
    print(`${tool.name}: to a moment ${tool.reach.keys} keys. ${tool.reach.how}`)
    for (const [i, job] of JOBS.entries())
      print(`  ${job.name}: ${tool.jobs[i]?.how ?? 'The tool has no way to do this.'}`)
  }
  const othersOverOurs = Object.fromEntries(
    OTHER_TOOLS.map((tool) => {
      let theirs = 0
      let mine = 0
      for (const [i, counted] of tool.jobs.entries()) {
        if (!counted) continue
        theirs += counted.keys + counted.presses
        mine += ours[i]!.keys + ours[i]!.presses
      }
      return [tool.name, Math.round((theirs / mine) * 100) / 100]
    }),
  )
  return {
    keys: sum((j) => j.keys),
    presses: sum((j) => j.presses),
    travelPx: sum((j) => j.travelPx),
    jobs,
    othersOverOurs,
  }
}

if (import.meta.main) console.log(JSON.stringify(await run()))
