/** What the page hands to the studio: plain data, read on the server before anything is shown. */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import type { Work } from '#media/core/document/standing.ts'

export interface StudioData {
  readonly recording: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly user: {
    readonly id: string
    readonly name: string
    readonly role: 'owner' | 'editor' | 'annotator' | 'viewer'
    readonly work: Work
  }
  readonly labelSet: LabelSet
  /** Those that can be played; `mainFile` says which is the main one. */
  readonly assets: readonly {
    readonly assetId: string
    readonly fileName: string
    /** What people call it; "" for the file's name. */
    readonly title: string
    readonly offset: number
    readonly rate: number
    /** Chosen as the main camera. */
    readonly main: boolean
    readonly manifest: AssetManifest
  }[]
  /** Who may appear as an author. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}
