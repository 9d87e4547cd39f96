/** The rows of the timeline that show the main file itself: filmstrip and waveform, as soon as they are prepared. */
import { effect, type ReadonlySignal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { Placement } from '#media/core/asset/placement.ts'
import { decodePeaks, type Peaks } from '#media/core/signal/peaks.ts'
import type { Row } from '../timeline/rows.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { FilmstripView } from '../tracks/filmstrip/filmstrip-view.ts'
import { WaveformView } from '../tracks/waveform/waveform-view.ts'

const FILMSTRIP_HEIGHT = 44
const WAVEFORM_HEIGHT = 36

export interface MediaRowsOptions {
  readonly timeline: Timeline
  readonly manifest: ReadonlySignal<AssetManifest>
  readonly baseUrl: string
  /** The file's place on the recording's clock. */
  readonly placement: ReadonlySignal<Placement>
}

export function addMediaRows({ timeline, manifest, baseUrl, placement }: MediaRowsOptions): Disposable {
  const abort = new AbortController()
  let filmstrip: Row | null = null
  let waveform: Row | null = null
  let shownThumbnails: AssetManifest['thumbnails'] = null
  /** A new list is a change: the base layer is painted again. */
  const show = () => {
    if (!abort.signal.aborted)
      timeline.setMediaRows(
        baseUrl,
        [filmstrip, waveform].filter((row) => row !== null),
      )
  }
  let heard: Peaks | null = null
  const marks = () =>
    timeline.snap.setMarks(baseUrl, {
      placement: placement.peek(),
      cuts: manifest.peek().cuts,
      peaks: heard,
    })
  const stop = effect(() => {
    const now = manifest.value
    placement.value
    marks()
    if (now.thumbnails && now.thumbnails !== shownThumbnails) {
      shownThumbnails = now.thumbnails
      const view = new FilmstripView({
        manifest: now,
        baseUrl,
        placement: () => placement.peek(),
        arrived: show,
      })
      filmstrip = { id: 'filmstrip', kind: 'filmstrip', height: FILMSTRIP_HEIGHT, view }
    }
    if (now.peaks && !waveform) {
      let peaks: Peaks | null = null
      const view = new WaveformView({ peaks: () => peaks, placement: () => placement.peek() })
      waveform = { id: 'waveform', kind: 'waveform', height: WAVEFORM_HEIGHT, view }
      fetch(`${baseUrl}peaks.bin`, { signal: abort.signal })
        .then(async (response) => {
          if (!response.ok) return
          peaks = decodePeaks(new Uint8Array(await response.arrayBuffer()))
          heard = peaks
          marks()
          show()
        })
        // Without its waveform the sound still plays; the row stays empty.
        .catch(() => {})
    }
    show()
  })
  return {
    [Symbol.dispose]() {
      stop()
      abort.abort()
    },
  }
}
