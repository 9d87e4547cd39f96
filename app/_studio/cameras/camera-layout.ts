/**
 * Where the pictures of several cameras lie on the stage: one alone, all in a grid, or one large with the others small
 * upon it. Boxes are in stage pixels; pictures are fitted into them by the stage itself.
 */
export const CAMERA_VIEWS = ['one', 'grid', 'inset'] as const
export type CameraView = (typeof CAMERA_VIEWS)[number]

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface LayoutInput {
  readonly view: CameraView
  /** Width by height of each camera's picture, in order. */
  readonly aspects: readonly number[]
  /** Which one is large. */
  readonly large: number
  readonly stage: { readonly width: number; readonly height: number }
  /** Where the small ones' block lies, 0…1 of the room it can move in. */
  readonly place: { readonly x: number; readonly y: number }
}

const GAP = 2
const MARGIN = 12

/** One box a camera, null for those that are not seen. */
export function layoutOf({ view, aspects, large, stage, place }: LayoutInput): (Box | null)[] {
  const whole = { x: 0, y: 0, width: stage.width, height: stage.height }
  if (aspects.length <= 1 || view === 'one') return aspects.map((_, i) => (i === large ? whole : null))
  if (view === 'grid') return gridOf(aspects, stage)
  const block = insetBlock(aspects, large, stage)
  const left = MARGIN + place.x * Math.max(0, stage.width - block.width - 2 * MARGIN)
  const top = MARGIN + place.y * Math.max(0, stage.height - block.height - 2 * MARGIN)
  return block.boxes.map((box) => (box ? { ...box, x: box.x + left, y: box.y + top } : whole))
}

/** The grid of equal cells in which the pictures together are largest. */
function gridOf(aspects: readonly number[], stage: { width: number; height: number }): Box[] {
  const n = aspects.length
  let best = { columns: 1, area: -1 }
  for (let columns = 1; columns <= n; columns++) {
    const cell = cellOf(columns, Math.ceil(n / columns), stage)
    const area = aspects.reduce((sum, aspect) => {
      const width = Math.min(cell.width, cell.height * aspect)
      return sum + width * (width / aspect)
    }, 0)
    if (area > best.area + 1e-6) best = { columns, area }
  }
  const rows = Math.ceil(n / best.columns)
  const cell = cellOf(best.columns, rows, stage)
  return aspects.map((_, i) => {
    const row = Math.floor(i / best.columns)
    const inRow = row === rows - 1 ? n - row * best.columns : best.columns
    // A last row that is not full stands in the middle.
    const indent = ((best.columns - inRow) * (cell.width + GAP)) / 2
    return {
      x: indent + (i % best.columns) * (cell.width + GAP),
      y: row * (cell.height + GAP),
      width: cell.width,
      height: cell.height,
    }
  })
}

function cellOf(columns: number, rows: number, stage: { width: number; height: number }) {
  return {
    width: Math.max(0, (stage.width - (columns - 1) * GAP) / columns),
    height: Math.max(0, (stage.height - (rows - 1) * GAP) / rows),
  }
}

/** The small ones beside or under each other, whichever way the stage has more room; the block begins at 0, 0. */
export function insetBlock(
  aspects: readonly number[],
  large: number,
  stage: { width: number; height: number },
): { width: number; height: number; boxes: (Box | null)[] } {
  const small = aspects.length - 1
  const share = small > 2 ? 0.2 : 0.28
  const width = Math.max(96, Math.min(stage.width * share, 360))
  const down = stage.width > stage.height
  let at = 0
  let across = 0
  const boxes = aspects.map((aspect, i) => {
    if (i === large) return null
    const tall = Math.min(stage.height * 0.45, (stage.height * 0.9) / (down ? small : 1))
    const fitted = Math.min(width, tall * aspect)
    const box = { x: down ? 0 : at, y: down ? at : 0, width: fitted, height: fitted / aspect }
    at += (down ? box.height : box.width) + GAP * 2
    across = Math.max(across, down ? box.width : box.height)
    return box
  })
  const along = Math.max(0, at - GAP * 2)
  return { width: down ? across : along, height: down ? along : across, boxes }
}

/** The place of the block after it was pushed by so many pixels. */
export function pushed(input: Omit<LayoutInput, 'view'>, dx: number, dy: number): { x: number; y: number } {
  const block = insetBlock(input.aspects, input.large, input.stage)
  const room = (stage: number, length: number) => Math.max(1, stage - length - 2 * MARGIN)
  const part = (value: number) => Math.min(1, Math.max(0, value))
  return {
    x: part(input.place.x + dx / room(input.stage.width, block.width)),
    y: part(input.place.y + dy / room(input.stage.height, block.height)),
  }
}
