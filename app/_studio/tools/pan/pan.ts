/** The hand: middle button, or Space held down. Moves the view and nothing else. */
import type { Tool } from '../tool.ts'

export const pan: Tool = {
  id: 'pan',
  begin({ timeline, pointer }) {
    if (pointer.button !== 1 && !(pointer.button === 0 && pointer.space)) return null
    const viewport = timeline.viewport.peek()
    const scrollY = timeline.scrollY.peek()
    return {
      tool: 'pan',
      cursor: 'grabbing',
      move(p) {
        timeline.show({ ...viewport, start: viewport.start + (pointer.x - p.x) * viewport.ticksPerPixel })
        timeline.scrollTo(scrollY + pointer.y - p.y)
      },
      up() {},
      cancel() {
        timeline.show(viewport)
        timeline.scrollTo(scrollY)
      },
    }
  },
}
