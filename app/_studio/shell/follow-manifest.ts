/**
 * Renditions, thumbnails and peaks that become ready while the studio is open. The jobs of the recording are watched;
 * when one comes to another step or ends, the files' manifests are read again and handed to the player and the rows.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { StudioNews } from './studio-news.ts'

/** Steps follow each other quickly at the end of a job: one reading serves several. */
const REST_MS = 700

export interface FollowedManifests extends Disposable {
  /** Of a file, as it is now. */
  of(assetId: string): ReadonlySignal<AssetManifest>
}

export interface FollowManifestOptions {
  readonly news: StudioNews
  readonly files: readonly {
    readonly assetId: string
    readonly manifest: AssetManifest
    /** "/media/a/<assetId>/" */
    readonly baseUrl: string
  }[]
  /** Of the main file: what it plays. */
  readonly mainId: string
  readonly clock: HlsClock
}

export function followManifests({ news, files, mainId, clock }: FollowManifestOptions): FollowedManifests {
  const manifests = new Map(files.map(({ assetId, manifest }) => [assetId, signal(manifest)]))
  let steps = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  let over = false
  const readAll = () => {
    timer = null
    for (const { assetId, baseUrl } of files) void read(assetId, baseUrl)
  }
  const read = async (assetId: string, baseUrl: string) => {
    const manifest = manifests.get(assetId)!
    const response = await fetch(`${baseUrl}manifest.json`, { cache: 'no-store' }).catch(() => null)
    // A manifest that cannot be read now is read with the next step.
    if (!response?.ok || over) return
    const next = merged(manifest.peek(), assetManifestSchema.parse(await response.json()))
    if (over || JSON.stringify(next) === JSON.stringify(manifest.peek())) return
    manifest.value = next
    if (assetId === mainId) clock.updateManifest(next)
  }
  const subscription = news.on('jobs', (jobs) => {
    const running = jobs.filter((job) => job.state === 'running')
    const least = running.length ? Math.min(...running.map((job) => job.progress)) : null
    clock.setPreparation(least)
    const now = jobs.map((job) => `${job.id} ${job.state} ${job.step}`).join('\n')
    if (now === steps) return
    const firstNews = steps === ''
    steps = now
    if (firstNews && !running.length) return
    timer ??= setTimeout(readAll, REST_MS)
  })
  return {
    of: (assetId) => manifests.get(assetId)!,
    [Symbol.dispose]() {
      over = true
      subscription[Symbol.dispose]()
      if (timer) clearTimeout(timer)
    },
  }
}

/** Parts that are as they were stay the same objects, so that what hangs on them is not built again. */
export function merged(old: AssetManifest, next: AssetManifest): AssetManifest {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return {
    ...next,
    video: same(old.video, next.video) ? old.video : next.video,
    thumbnails: same(old.thumbnails, next.thumbnails) ? old.thumbnails : next.thumbnails,
  }
}
