/**
 * A tool looks at where the pointer went down and either takes it, as a small state machine until the pointer comes up,
 * or leaves it to the next tool of the list. Whatever a gesture shows before it ends, Escape makes undone.
 */
import type { Session } from '../session/session.ts'
import type { Timeline } from '../timeline/timeline.ts'
import type { Zone } from '../timeline/zones.ts'

export interface Pointer {
  readonly x: number
  readonly y: number
  /** As in PointerEvent: 0 left, 1 middle, 2 right. */
  readonly button: number
  readonly shift: boolean
  /** Ctrl, or Command on a Mac. */
  readonly mod: boolean
  readonly alt: boolean
  /** Space is held: the hand. */
  readonly space: boolean
}

export interface ToolContext {
  readonly timeline: Timeline
  readonly session: Session
  readonly zone: Zone
  readonly pointer: Pointer
}

export interface ToolGesture {
  readonly tool: string
  readonly cursor?: string
  move(pointer: Pointer): void
  up(pointer: Pointer): void
  cancel(): void
}

export interface Tool {
  readonly id: string
  begin(context: ToolContext): ToolGesture | null
}

/** CSS pixels a pointer may tremble before a press becomes a drag. */
export const DRAG_FROM = 3
