/** Ingest: knowing the frames of an hour, having something to play, making the ladder, drawing the waveform. */
import { type IndexBench, indexBench } from './ingest/index-and-first-segment.ts'
import { type LadderBench, ladderBench } from './ingest/ladder.ts'
import { type PeaksBench, peaksBench } from './ingest/peaks.ts'

export async function run(
  print: (line: string) => void = console.log,
): Promise<IndexBench & LadderBench & PeaksBench> {
  return { ...(await indexBench(print)), ...(await ladderBench(print)), ...(await peaksBench(print)) }
}
