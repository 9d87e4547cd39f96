/** Jumping from edge to edge, with the keys and in the menus. */
import type { Tick } from '#media/core/time/tick.ts'
import type { Session } from '../session/session.ts'

/**
 * The nearest edge before or after a time: of the selected annotations' tracks if something is selected, of the active
 * track otherwise. The frame shown for an end is the last one inside, so two neighbours' shared edge is two stops.
 */
export function edgeBeside(session: Session, t: Tick, direction: -1 | 1): Tick | null {
  const { store } = session
  const stops: number[] = []
  for (const trackId of tracksOf(session))
    for (const [, lane] of store.lanesOf(trackId)) {
      // One tick beyond an end lies its last frame; ask from there, so that it is not passed over.
      let edge = direction > 0 ? lane.nextEdge(t) : lane.previousEdge(t)
      for (let tries = 0; edge !== null && tries < 3; tries++) {
        const stop = stopAt(session, edge, direction, t)
        if (stop !== null) {
          stops.push(stop)
          break
        }
        edge = direction > 0 ? lane.nextEdge(edge) : lane.previousEdge(edge)
      }
    }
  if (!stops.length) return null
  return (direction > 0 ? Math.min(...stops) : Math.max(...stops)) as Tick
}

/** Start of the frame to show for an edge; null when that frame is not on the wanted side of t. */
function stopAt({ clock }: Session, edge: Tick, direction: -1 | 1, t: Tick): Tick | null {
  if (edge >= clock.duration) edge = (clock.duration - 1) as Tick
  const stop = clock.boundsOf(clock.frameAt(edge)).start
  return direction > 0 ? (stop > t ? stop : null) : stop < t ? stop : null
}

function tracksOf(session: Session): Iterable<string> {
  const selected = [...session.selection.peek()].map((id) => session.store.annotation(id)?.trackId)
  const tracks = new Set(selected.filter((id) => id !== undefined))
  if (tracks.size) return tracks
  const active = session.activeTrackId.peek()
  return active ? [active] : session.store.tracks.map((t) => t.id)
}
