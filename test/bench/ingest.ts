/** Ingest of an hour: knowing its frames, having something to play. */
import { type IndexBench, indexBench } from './ingest/index-and-first-segment.ts'

export async function run(print: (line: string) => void = console.log): Promise<IndexBench> {
  return { ...(await indexBench(print)) }
}
