'use client'
/**
 * Pictures of a recording in the order of time. Cut out of the thumbnail sheet by the browser, so a strip is one request
 * and is kept for good. The box has its size before anything is there.
 */
import { AudioLines, Film } from 'lucide-react'
import { cx } from '#app/_ui/cx.ts'
import { type SheetFacts, spread } from './thumbs.ts'

export interface FilmstripProps {
  assetId: string | null
  facts: SheetFacts | null
  /** How many pictures side by side. */
  many: number
  /** Sound alone has no pictures. */
  sound?: boolean
  /** Pixels. */
  height: number
  className?: string
}

export function Filmstrip({ assetId, facts, many, sound = false, height, className }: FilmstripProps) {
  const thumbs = assetId !== null && facts ? spread(facts, many) : []
  return (
    <div
      aria-hidden
      style={{ height }}
      className={cx('flex gap-px overflow-hidden rounded-sm bg-sunken', className)}
    >
      {thumbs.length === 0 ? (
        <div className="flex flex-1 items-center justify-center text-line-2">
          {sound ? <AudioLines className="size-5" /> : <Film className="size-5" />}
        </div>
      ) : (
        facts &&
        thumbs.map((thumb, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pictures stand in a fixed order
          <div key={i} className="relative h-full min-w-0 flex-1 overflow-hidden">
            <div
              className="absolute top-1/2 left-1/2 -translate-x-1/2 -translate-y-1/2"
              style={{
                // Covers the cell whatever its shape, without being stretched.
                width: `max(100%, ${Math.ceil((height * facts.width) / facts.height)}px)`,
                aspectRatio: `${facts.width} / ${facts.height}`,
                backgroundImage: `url(/media/a/${assetId}/thumbs/${thumb.sheet}.jpg)`,
                backgroundSize: `${facts.columns * 100}% ${facts.rows * 100}%`,
                backgroundPosition: `${share(thumb.x / facts.width, facts.columns)}% ${share(thumb.y / facts.height, facts.rows)}%`,
              }}
            />
          </div>
        ))
      )}
    </div>
  )
}

/** Where the nth of so many stands, as CSS counts background positions. */
const share = (n: number, of: number): number => (of > 1 ? (n / (of - 1)) * 100 : 0)
