/** The rows of the timeline that show the main file itself: filmstrip and waveform, as far as they are prepared. */
import { decodePeaks, type Peaks } from '#media/core/signal/peaks.ts'
import type { SessionAsset } from '../session/session.ts'
import type { Row } from '../timeline/rows.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { FilmstripView } from '../tracks/filmstrip/filmstrip-view.ts'
import { WaveformView } from '../tracks/waveform/waveform-view.ts'

const FILMSTRIP_HEIGHT = 44
const WAVEFORM_HEIGHT = 36

export function addMediaRows(timeline: Timeline, main: SessionAsset, baseUrl: string): Disposable {
  const { manifest, offset } = main
  const abort = new AbortController()
  const rows: Row[] = []
  /** A new list is a change: the base layer is painted again. */
  const arrived = () => {
    if (!abort.signal.aborted) timeline.mediaRows.value = [...rows]
  }
  if (manifest.thumbnails) {
    const view = new FilmstripView({ manifest, baseUrl, offset, arrived })
    rows.push({ id: 'filmstrip', kind: 'filmstrip', height: FILMSTRIP_HEIGHT, view })
  }
  if (manifest.peaks) {
    let peaks: Peaks | null = null
    rows.push({
      id: 'waveform',
      kind: 'waveform',
      height: WAVEFORM_HEIGHT,
      view: new WaveformView({ peaks: () => peaks, offset }),
    })
    fetch(`${baseUrl}peaks.bin`, { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) return
        peaks = decodePeaks(new Uint8Array(await response.arrayBuffer()))
        arrived()
      })
      // Without its waveform the sound still plays; the row stays empty.
      .catch(() => {})
  }
  timeline.mediaRows.value = rows
  return { [Symbol.dispose]: () => abort.abort() }
}
