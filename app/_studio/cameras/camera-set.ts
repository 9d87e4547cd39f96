/**
 * All files of a recording that can be seen or heard, with what a person chose: the view, which camera is large, where
 * the small ones lie, whose sound is heard. The choice belongs to the person and this browser, one a recording.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { SessionAsset } from '../session/session.ts'
import { Camera } from './camera.ts'
import { CAMERA_VIEWS, type CameraView } from './camera-layout.ts'

/** One picture of the stage. */
export interface CameraEntry {
  readonly file: SessionAsset
  /** Counted from 1, the main camera first; the key that makes it large. */
  readonly number: number
  readonly video: HTMLVideoElement
  readonly canvas: HTMLCanvasElement
  /** Null for the main camera: its player is the clock. */
  readonly camera: Camera | null
}

export interface CameraSetOptions {
  readonly recordingId: string
  readonly files: readonly SessionAsset[]
  readonly main: SessionAsset
  readonly clock: HlsClock
  readonly scheduler: FrameScheduler
  readonly baseUrlOf: (assetId: string) => string
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'> | null
}

interface Kept {
  readonly view: CameraView
  readonly large: string
  readonly heard: string
  readonly place: { readonly x: number; readonly y: number }
}

export class CameraSet implements Disposable {
  /** Those with a picture. */
  readonly entries: readonly CameraEntry[]
  /** Those with sound. */
  readonly sounds: readonly SessionAsset[]
  readonly view: Signal<CameraView>
  /** Asset id of the camera that is large. */
  readonly large: Signal<string>
  readonly heard: Signal<string>
  /** Where the small pictures lie, 0…1 of their room. */
  readonly place: Signal<{ readonly x: number; readonly y: number }>
  /** The element whose volume is the volume. */
  readonly sounding: ReadonlySignal<HTMLVideoElement>
  readonly clock: HlsClock
  private readonly followers: readonly Camera[]
  private readonly main: SessionAsset
  private readonly stop: () => void

  constructor(options: CameraSetOptions) {
    const { files, main, clock, scheduler, baseUrlOf, recordingId } = options
    const storage = options.storage === undefined ? window.localStorage : options.storage
    this.clock = clock
    this.main = main
    const others = files.filter((f) => f !== main && (f.manifest.video || f.manifest.audio))
    this.followers = others.map(
      (file) => new Camera({ file, baseUrl: baseUrlOf(file.assetId), clock, main, scheduler }),
    )
    const seen = [main, ...others].filter((f) => f.index)
    this.entries = seen.map((file, i) => {
      const camera = this.followers.find((c) => c.file === file) ?? null
      const { video, canvas } = camera ?? clock
      return { file, number: i + 1, video, canvas, camera }
    })
    this.sounds = [main, ...others].filter((f) => f.manifest.audio)
    const kept = readKept(storage, recordingId)
    const known = (id: string | undefined, among: readonly SessionAsset[], other: string) =>
      among.some((f) => f.assetId === id) ? id! : other
    this.view = signal(kept.view ?? 'grid')
    this.large = signal(known(kept.large, seen, seen[0]?.assetId ?? main.assetId))
    this.heard = signal(known(kept.heard, this.sounds, this.sounds[0]?.assetId ?? main.assetId))
    this.place = signal(kept.place ?? { x: 1, y: 0 })
    this.sounding = computed(() => this.elementOf(this.heard.value))
    const stopKeeping = effect(() => {
      const now: Kept = {
        view: this.view.value,
        large: this.large.value,
        heard: this.heard.value,
        place: this.place.value,
      }
      keep(storage, recordingId, now)
    })
    const stopWaking = effect(() => {
      const { value: view } = this.view
      const { value: large } = this.large
      const { value: heard } = this.heard
      batch(() => {
        for (const camera of this.followers) {
          const { assetId } = camera.file
          camera.setAwake(assetId === heard || (camera.hasPicture && (view !== 'one' || assetId === large)))
        }
      })
    })
    this.applySound(this.heard.peek(), false)
    this.stop = () => {
      stopKeeping()
      stopWaking()
    }
  }

  /** Whether there is anything to choose. */
  get several(): boolean {
    return this.entries.length > 1
  }

  makeLarge(number: number): void {
    const entry = this.entries[number - 1]
    if (!entry) return
    batch(() => {
      this.large.value = entry.file.assetId
      if (this.view.peek() === 'grid') this.view.value = 'one'
    })
  }

  setView(view: CameraView): void {
    this.view.value = view
  }

  nextView(): void {
    this.view.value = CAMERA_VIEWS[(CAMERA_VIEWS.indexOf(this.view.peek()) + 1) % CAMERA_VIEWS.length]!
  }

  /** Volume and silence go over to the other file. */
  hear(assetId: string): void {
    if (assetId === this.heard.peek()) return
    const { volume, muted } = this.sounding.peek()
    this.heard.value = assetId
    this.applySound(assetId, muted)
    this.sounding.peek().volume = volume
  }

  updateManifest(assetId: string, manifest: AssetManifest): void {
    this.followers.find((c) => c.file.assetId === assetId)?.updateManifest(manifest)
  }

  [Symbol.dispose](): void {
    this.stop()
    for (const camera of this.followers) camera[Symbol.dispose]()
  }

  private elementOf(assetId: string): HTMLVideoElement {
    return this.followers.find((c) => c.file.assetId === assetId)?.video ?? this.clock.video
  }

  private applySound(assetId: string, muted: boolean): void {
    this.clock.video.muted = assetId !== this.main.assetId || muted
    for (const camera of this.followers) camera.setHeard(camera.file.assetId === assetId && !muted)
  }
}

const keyOf = (recordingId: string): string => `scrubline.cameras.${recordingId}`

function readKept(storage: Pick<Storage, 'getItem'> | null, recordingId: string): Partial<Kept> {
  try {
    const kept = JSON.parse(storage?.getItem(keyOf(recordingId)) ?? '{}') as Partial<Kept>
    const { x, y } = kept.place ?? { x: Number.NaN, y: Number.NaN }
    const inside = (n: unknown) => typeof n === 'number' && n >= 0 && n <= 1
    return {
      ...(CAMERA_VIEWS.some((v) => v === kept.view) ? { view: kept.view } : {}),
      large: kept.large,
      heard: kept.heard,
      ...(inside(x) && inside(y) ? { place: { x, y } } : {}),
    }
  } catch {
    return {}
  }
}

function keep(storage: Pick<Storage, 'setItem'> | null, recordingId: string, kept: Kept): void {
  try {
    storage?.setItem(keyOf(recordingId), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing shows the grid again next time.
  }
}
