/**
 * What edges are attracted by, and what of it this person has switched on. Frames are not among it: edges lie on frames
 * always. Cuts and sound come from the media rows, file by file.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { type Placement, toRecording } from '#media/core/asset/placement.ts'
import type { Peaks } from '#media/core/signal/peaks.ts'
import { silences } from '#media/core/signal/silence.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'

export const SNAP_SOURCES = ['playhead', 'edges', 'bookmarks', 'cuts', 'silence'] as const
export type SnapSource = (typeof SNAP_SOURCES)[number]

/** What a file brings to snap to. */
export interface MediaMarks {
  /** The file's place on the recording's clock. */
  readonly placement: Placement
  /** Scene cuts on the file's clock, ticks. */
  readonly cuts: readonly number[]
  readonly peaks: Peaks | null
}

export interface SnapChoice {
  readonly sources: readonly SnapSource[]
  /** Loudest that still counts as silence, decibels. */
  readonly decibels: number
  /** Least length of a silence, milliseconds. */
  readonly milliseconds: number
}

const STORAGE_KEY = 'scrubline.snap'
const FIRST: SnapChoice = { sources: [...SNAP_SOURCES], decibels: -34, milliseconds: 400 }

export class SnapOptions {
  readonly choice: ReadonlySignal<SnapChoice>
  /** Cuts of all files on the recording's clock. */
  readonly cuts: ReadonlySignal<readonly number[]>
  /** Beginnings and ends of silences. */
  readonly silence: ReadonlySignal<readonly number[]>
  private readonly choiceSignal: Signal<SnapChoice>
  private readonly marks = signal<ReadonlyMap<string, MediaMarks>>(new Map())

  constructor() {
    this.choiceSignal = signal(kept())
    this.choice = this.choiceSignal
    this.cuts = computed(() =>
      [...this.marks.value.values()].flatMap(({ cuts, placement }) =>
        cuts.map((t) => toRecording(placement, t)),
      ),
    )
    this.silence = computed(() => {
      const { decibels, milliseconds } = this.choiceSignal.value
      const least = (milliseconds / 1000) * TICKS_PER_SECOND
      return [...this.marks.value.values()].flatMap(({ peaks, placement }) =>
        peaks
          ? silences(peaks, { decibels, least }).flatMap(({ start, end }) => [
              toRecording(placement, start),
              toRecording(placement, end),
            ])
          : [],
      )
    })
  }

  has(source: SnapSource): boolean {
    return this.choiceSignal.peek().sources.includes(source)
  }

  toggle(source: SnapSource): void {
    const { sources } = this.choiceSignal.peek()
    const next = SNAP_SOURCES.filter((s) => (s === source ? !sources.includes(s) : sources.includes(s)))
    this.set({ sources: next })
  }

  set(changes: Partial<SnapChoice>): void {
    this.choiceSignal.value = { ...this.choiceSignal.peek(), ...changes }
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(this.choiceSignal.peek()))
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  /** What a file brings, in place of what it brought before. */
  setMarks(file: string, marks: MediaMarks): void {
    this.marks.value = new Map([...this.marks.peek(), [file, marks]])
  }
}

function kept(): SnapChoice {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    if (typeof read !== 'object' || read === null) return FIRST
    const { sources, decibels, milliseconds } = read as Partial<SnapChoice>
    return {
      sources: Array.isArray(sources) ? SNAP_SOURCES.filter((s) => sources.includes(s)) : FIRST.sources,
      decibels: Number.isFinite(decibels) ? decibels! : FIRST.decibels,
      milliseconds: Number.isFinite(milliseconds) ? milliseconds! : FIRST.milliseconds,
    }
  } catch {
    return FIRST
  }
}
