/**
 * Where the files lie on the clock, as everybody sees it: when somebody aligns them, an open studio follows at once. The
 * main file stays where it is while a studio is open; another main camera is told of.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Placement } from '#media/core/asset/placement.ts'
import { tick } from '#media/core/time/tick.ts'
import type { StudioFile } from './open-studio.ts'
import type { StudioNews } from './studio-news.ts'

export interface FollowedPlaces extends Disposable {
  /** True once the frames of this studio are no longer those of the recording's main camera. */
  readonly mainChanged: ReadonlySignal<boolean>
  /** While files are moved for trial here, what others do waits. */
  hold(): Disposable
  /** A file was placed from here: known before the server's own news of it comes. */
  placed(assetId: string, placement: Placement): void
}

interface Place {
  readonly id: string
  readonly fileName: string
  readonly title: string
  readonly offset: number
  readonly rate: number
  readonly main: boolean
}

export function followPlaces(news: StudioNews, files: readonly StudioFile[]): FollowedPlaces {
  const mainChanged = signal(false)
  let holds = 0
  let latest: readonly Place[] | null = null
  const apply = () => {
    if (holds || !latest) return
    const places = latest
    batch(() => {
      for (const file of files) {
        const place = places.find((p) => p.id === file.assetId)
        if (!place) continue
        file.title.value = place.title || place.fileName
        const now = file.placement.peek()
        const moved = now.offset !== place.offset || now.rate !== place.rate
        if (file.main) mainChanged.value = moved || !place.main
        else if (moved) file.placement.value = { offset: tick(place.offset), rate: place.rate }
      }
    })
  }
  const subscription = news.on('places', (places) => {
    latest = places
    apply()
  })
  return {
    mainChanged,
    hold() {
      holds++
      return {
        [Symbol.dispose]() {
          holds--
          apply()
        },
      }
    },
    placed(assetId, { offset, rate }) {
      latest = latest?.map((p) => (p.id === assetId ? { ...p, offset, rate } : p)) ?? null
    },
    [Symbol.dispose]: () => subscription[Symbol.dispose](),
  }
}
