/** The small picture of a moment, cut out of the recording's sheet; it has its size before anything is there. */
import { cx } from '../../_ui/cx.ts'

export interface ThumbMedia {
  readonly assetId: string
  readonly offset: number
  readonly thumbnails: {
    readonly every: number
    readonly width: number
    readonly height: number
    readonly columns: number
    readonly rows: number
    readonly count: number
  } | null
}

export function ClipThumb({
  media,
  at,
  width = 96,
  className,
}: {
  media: ThumbMedia | null
  /** On the recording's clock. */
  at: number
  width?: number
  className?: string
}) {
  const height = Math.round((width * 9) / 16)
  const sheet = media?.thumbnails
  let style: React.CSSProperties = { width, height }
  if (media && sheet?.count) {
    const n = Math.min(sheet.count - 1, Math.max(0, Math.floor((at - media.offset) / sheet.every)))
    const perSheet = sheet.columns * sheet.rows
    const inSheet = n % perSheet
    const scale = Math.max(width / sheet.width, height / sheet.height)
    const x = (inSheet % sheet.columns) * sheet.width * scale + (sheet.width * scale - width) / 2
    const y = Math.floor(inSheet / sheet.columns) * sheet.height * scale + (sheet.height * scale - height) / 2
    style = {
      ...style,
      backgroundImage: `url("/media/a/${media.assetId}/thumbs/${Math.floor(n / perSheet)}.jpg")`,
      backgroundSize: `${sheet.columns * sheet.width * scale}px auto`,
      backgroundPosition: `-${x}px -${y}px`,
    }
  }
  return <span aria-hidden className={cx('block shrink-0 rounded-sm bg-sunken', className)} style={style} />
}
