/**
 * Which file of a recording is the main one: the one that was chosen, else the first with a picture, else the first
 * with sound, in the order they were added. The recording's clock is its clock and frames are its frames.
 */
export interface FileForMain {
  /** Chosen by a person. */
  readonly main?: boolean
  readonly manifest: { readonly video: object | null; readonly audio: object | null } | null
}

/** Undefined while no file can be played. */
export function mainFile<F extends FileForMain>(files: readonly F[]): F | undefined {
  const known = files.filter((f) => f.manifest)
  return (
    known.find((f) => f.main && f.manifest?.video) ??
    known.find((f) => f.manifest?.video) ??
    known.find((f) => f.manifest?.audio) ??
    known[0]
  )
}
