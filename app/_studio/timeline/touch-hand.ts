/**
 * Fingers on the timeline: one moves the view and a tap selects, two pinch to zoom. Only the ruler and the picture rows
 * scrub as with a mouse. Fingers are too wide for edges, so they never change anything.
 */
import type { Pointer } from '../tools/tool.ts'
import type { Timeline } from './timeline.ts'

/** CSS pixels a finger may wander and still be a tap. */
const TAP = 8

export class TouchHand {
  private readonly timeline: Timeline
  private readonly fingers = new Map<number, Pointer>()
  private start: Pointer | null = null
  private moved = false

  constructor(timeline: Timeline) {
    this.timeline = timeline
  }

  /** Whether the hand takes this press; otherwise it is the timeline's own. */
  down(id: number, p: Pointer): boolean {
    const zone = this.timeline.zoneAt(p.x, p.y)
    if (!this.fingers.size && (zone.kind === 'ruler' || zone.kind === 'media')) return false
    this.fingers.set(id, p)
    if (this.fingers.size === 1) {
      this.start = p
      this.moved = false
    } else this.moved = true
    return true
  }

  move(id: number, p: Pointer): boolean {
    const last = this.fingers.get(id)
    if (!last) return false
    const [other] = [...this.fingers].filter(([finger]) => finger !== id)
    if (other) {
      const before = Math.abs(last.x - other[1].x)
      const after = Math.abs(p.x - other[1].x)
      if (before > 10 && after > 10) this.timeline.zoomAt((p.x + other[1].x) / 2, before / after)
    } else if (this.start) {
      this.moved ||= Math.hypot(p.x - this.start.x, p.y - this.start.y) > TAP
      if (this.moved) {
        this.timeline.panBy(last.x - p.x)
        this.timeline.scrollTo(this.timeline.scrollY.peek() + last.y - p.y)
      }
    }
    this.fingers.set(id, p)
    return true
  }

  up(id: number, p: Pointer): boolean {
    if (!this.fingers.delete(id)) return false
    if (!this.moved && !this.fingers.size) {
      const zone = this.timeline.zoneAt(p.x, p.y)
      const { session } = this.timeline
      session.select(zone.kind === 'row' && zone.hit ? [zone.hit.annotationId] : [])
      if (zone.kind === 'row') session.activeTrackId.value = zone.row.id
    }
    return true
  }

  forget(id: number): void {
    this.fingers.delete(id)
  }
}
