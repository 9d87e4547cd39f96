/** What can be suggested, in the order the dialog offers it. A new task is a file here and one line. */
import type { SuggestTask } from '../task.ts'
import { diarize } from './diarize.ts'
import { soundEvents } from './sound-events.ts'
import { speechDetection } from './speech-detection.ts'

// biome-ignore lint/suspicious/noExplicitAny: what its pipeline gives is known to the task alone
export type AnyTask = SuggestTask<any>

export const TASKS: readonly AnyTask[] = [speechDetection, diarize, soundEvents]

export const taskOf = (id: string): AnyTask | undefined => TASKS.find((task) => task.id === id)
