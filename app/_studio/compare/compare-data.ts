/** What the page hands to the comparison: plain data, read on the server after access to both was checked. */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { LabelSet } from '#media/core/document/records.ts'

export interface CompareSide {
  readonly recording: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly labelSet: LabelSet
  /** Its main file. */
  readonly file: {
    readonly assetId: string
    readonly fileName: string
    readonly title: string
    readonly offset: number
    readonly rate: number
    readonly manifest: AssetManifest
  }
}
