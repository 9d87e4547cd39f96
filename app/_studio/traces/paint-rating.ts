/** What is seen of a rating while it is made: the former pass faintly, what is not saved yet, and the values in hand. */
import type { Timeline } from '../timeline/timeline.ts'
import { scaleOfTrack, TRACE_STEP, yOfValue } from '../tracks/trace/trace-shape.ts'
import type { Axis, TraceRecorder } from './trace-recorder.ts'

export function paintRating(timeline: Timeline, recorder: TraceRecorder): Disposable {
  const paint: Parameters<Timeline['overlays']['add']>[0] = ({ g, scale, rows, theme, now }) => {
    for (const [k, axis] of recorder.axes.peek().entries()) {
      const track = recorder.trackOf(k as Axis)
      const row = track && rows.find((r) => r.id === track.id)
      if (!track || !row) continue
      const ends = scaleOfTrack(track)
      const yOf = (value: number) => row.y + yOfValue(value, ends, row.height - 1)
      const line = (start: number, step: number, values: readonly number[]) => {
        const from = Math.max(0, Math.floor((scale.start - start) / step) - 1)
        const to = Math.min(values.length, Math.ceil((scale.end - start) / step) + 1)
        // At most two points a pixel: far out a long pass is drawn from a part of its values.
        const by = Math.max(1, Math.floor(scale.ticksPerPixel / step / 2))
        g.beginPath()
        for (let i = from; i < to; i += by) g.lineTo(scale.xOf(start + (i + 0.5) * step), yOf(values[i]!))
        g.stroke()
      }
      g.save()
      g.lineJoin = 'round'
      const window = recorder.window.peek()
      if (window) {
        g.fillStyle = theme.danger
        g.globalAlpha = 0.12
        const left = scale.xOf(window.from)
        g.fillRect(left, row.y, scale.xOf(window.to) - left, row.height - 1)
      }
      g.strokeStyle = theme.textDim
      g.lineWidth = 1
      g.globalAlpha = 0.45
      g.setLineDash([2, 3])
      for (const t of axis.former) line(t.start, t.step, t.values)
      g.setLineDash([])
      g.globalAlpha = 1
      g.strokeStyle = theme.danger
      g.lineWidth = 2
      const pending = axis.pending.peek()
      if (pending) line(pending.start, TRACE_STEP, pending.values)
      const x = scale.xOf(now)
      const y = yOf(axis.value.peek())
      g.fillStyle = theme.danger
      g.beginPath()
      g.arc(x, y, 4.5, 0, 2 * Math.PI)
      g.fill()
      g.strokeStyle = theme.row
      g.lineWidth = 1.5
      g.stroke()
      g.restore()
    }
  }
  timeline.overlays.add(paint)
  return { [Symbol.dispose]: () => timeline.overlays.delete(paint) }
}
