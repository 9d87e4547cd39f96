/**
 * The rows of the timeline that show the files themselves: filmstrip, waveform and signal of every file of the
 * recording, under its name where there are several. A row appears as soon as what it shows is prepared; which are
 * hidden and how high they are is remembered by recording in the browser.
 */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { AssetManifest, SignalManifest } from '#media/core/asset/manifest.ts'
import type { Placement } from '#media/core/asset/placement.ts'
import { decodePeaks, type Peaks } from '#media/core/signal/peaks.ts'
import type { Row } from '../timeline/rows.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { FilmstripView } from '../tracks/filmstrip/filmstrip-view.ts'
import { SignalSource } from '../tracks/signal/signal-source.ts'
import { SignalView } from '../tracks/signal/signal-view.ts'
import { WaveformSource } from '../tracks/waveform/waveform-source.ts'
import { columnsOf, WaveformView } from '../tracks/waveform/waveform-view.ts'

const FILMSTRIP_HEIGHT = 44
const WAVEFORM_HEIGHT = 36
/** More for each channel after the first. */
const LANE_HEIGHT = 20
const SIGNAL_HEIGHT = 72
/** More for each channel that has a band of its own. */
const BAND_HEIGHT = 30

export interface FileOfRows {
  readonly assetId: string
  readonly title: ReadonlySignal<string>
  readonly manifest: ReadonlySignal<AssetManifest>
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  /** The file's place on the recording's clock. */
  readonly placement: ReadonlySignal<Placement>
}

export interface MediaRowsOptions {
  readonly timeline: Timeline
  readonly files: readonly FileOfRows[]
}

export interface MediaRows extends Disposable {
  /** By row. */
  readonly signals: ReadonlySignal<ReadonlyMap<string, SignalSource>>
}

export function addMediaRows({ timeline, files }: MediaRowsOptions): MediaRows {
  const signals = signal<ReadonlyMap<string, SignalSource>>(new Map())
  const stack = new DisposableStack()
  // The order is that of the files, whichever is prepared first.
  for (const file of files) timeline.setMediaRows(file.assetId, [])
  for (const file of files) stack.use(addRowsOf(timeline, file, files.length > 1, signals))
  return { signals, [Symbol.dispose]: () => stack.dispose() }
}

function addRowsOf(
  timeline: Timeline,
  { assetId, title, manifest, baseUrl, placement }: FileOfRows,
  several: boolean,
  signals: { value: ReadonlyMap<string, SignalSource>; peek(): ReadonlyMap<string, SignalSource> },
): Disposable {
  const abort = new AbortController()
  let filmstrip: FilmstripView | null = null
  /** Of each sound stream; one without a stream for a file prepared before they were kept apart. */
  let waveforms: { id: string; name: string; height: number; view: WaveformView }[] = []
  let sources: WaveformSource[] = []
  let shownSounds: AssetManifest['sounds'] = []
  let peaks: Peaks | null = null
  let samples: { of: SignalManifest; source: SignalSource; view: SignalView } | null = null
  let shownThumbnails: AssetManifest['thumbnails'] = null
  let shownCuts: readonly number[] = []
  /** A new list is a change: the base layer is painted again. */
  const show = () => {
    if (abort.signal.aborted) return
    const name = several || samples ? { name: title.peek() } : {}
    const rows: Row[] = []
    if (filmstrip)
      rows.push({
        id: `${assetId}:filmstrip`,
        kind: 'filmstrip',
        height: FILMSTRIP_HEIGHT,
        view: filmstrip,
        ...name,
      })
    for (const row of waveforms) {
      const words = [name.name, row.name].filter(Boolean).join(' · ')
      rows.push({ ...row, kind: 'waveform', ...(words ? { name: words } : { name: undefined }) })
    }
    if (samples) {
      const { layout, channels } = samples.source.look.peek()
      const height =
        layout === 'stacked' ? Math.max(SIGNAL_HEIGHT, BAND_HEIGHT * channels.length) : SIGNAL_HEIGHT
      rows.push({ id: samples.source.rowId, kind: 'signal', height, view: samples.view, ...name })
    }
    timeline.setMediaRows(assetId, rows)
  }
  const heard = () => {
    // Silences are looked for in the first stream; its finest level follows the first picture of it.
    const first = sources[0]?.whole.peek() ?? null
    if (first && first.levels.length !== peaks?.levels.length) {
      peaks = first
      mark()
    }
    sources[0]?.wantAll()
    show()
  }
  /** What edges may be attracted by. */
  const mark = () => {
    if (!abort.signal.aborted)
      timeline.snap.setMarks(assetId, { placement: placement.peek(), cuts: manifest.peek().cuts, peaks })
  }
  const stop = effect(() => {
    const now = manifest.value
    placement.value
    title.value
    untracked(() => {
      if (now.thumbnails && (now.thumbnails !== shownThumbnails || now.cuts !== shownCuts)) {
        shownThumbnails = now.thumbnails
        shownCuts = now.cuts
        filmstrip = new FilmstripView({
          manifest: now,
          baseUrl,
          placement: () => placement.peek(),
          arrived: show,
        })
      }
      if (now.sounds.length && JSON.stringify(now.sounds) !== JSON.stringify(shownSounds)) {
        shownSounds = now.sounds
        for (const source of sources) source[Symbol.dispose]()
        sources = now.sounds.map((sound) => new WaveformSource({ baseUrl, sound, arrived: heard }))
        waveforms = sources.map((source, i) => ({
          id: i === 0 ? `${assetId}:waveform` : `${assetId}:waveform-${source.sound.stream}`,
          // Streams are told apart by what the file calls them, else by their number.
          name: sources.length > 1 ? source.sound.title || String(source.sound.stream + 1) : '',
          height: WAVEFORM_HEIGHT + LANE_HEIGHT * (source.sound.channels.length - 1),
          view: new WaveformView({
            columns: (ticks, from, to) => source.columns(ticks, from, to),
            placement: () => placement.peek(),
          }),
        }))
      } else if (now.peaks && !waveforms.length) {
        const view = new WaveformView({
          columns: (ticks) => peaks && columnsOf(peaks, ticks),
          placement: () => placement.peek(),
        })
        waveforms = [{ id: `${assetId}:waveform`, name: '', height: WAVEFORM_HEIGHT, view }]
        fetch(`${baseUrl}peaks.bin`, { signal: abort.signal })
          .then(async (response) => {
            if (!response.ok) return
            peaks = decodePeaks(new Uint8Array(await response.arrayBuffer()))
            mark()
            show()
          })
          // Without its waveform the sound still plays; the row stays empty.
          .catch(() => {})
      }
      if (now.signal && now.signal.stamp !== samples?.of.stamp) {
        const source = new SignalSource({
          rowId: `${assetId}:signal`,
          name: title,
          signal: now.signal,
          baseUrl,
          placement,
          changed: show,
          storage: globalThis.localStorage ?? null,
        })
        samples = { of: now.signal, source, view: new SignalView(source) }
        signals.value = new Map([...signals.peek(), [source.rowId, source]])
      }
      mark()
      show()
    })
  })
  return {
    [Symbol.dispose]() {
      stop()
      abort.abort()
      for (const source of sources) source[Symbol.dispose]()
    },
  }
}
