/** What the page hands to the studio: plain data, read on the server before anything is shown. */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { LabelSet } from '#media/core/document/records.ts'

export interface StudioData {
  readonly recording: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly user: {
    readonly id: string
    readonly name: string
    readonly role: 'owner' | 'editor' | 'annotator' | 'viewer'
  }
  readonly labelSet: LabelSet
  /** Those that can be played; the first with a picture is the main one. */
  readonly assets: readonly {
    readonly assetId: string
    readonly fileName: string
    readonly offset: number
    readonly manifest: AssetManifest
  }[]
  /** Who may appear as an author. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}
