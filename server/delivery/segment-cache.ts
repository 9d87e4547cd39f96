/**
 * Built segments for a while: the player and the frame server ask for the same ones, and so do people who look at one
 * recording together. Bounded by bytes, least recently used out first; askers at once share one building.
 */
const MOST_BYTES = 96 << 20

interface Entry {
  readonly built: Promise<Uint8Array>
  bytes: number
}

const entries = new Map<string, Entry>()
let held = 0

/** @param key names the bytes for good: asset, rendition, version and number */
export function builtSegment(key: string, build: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = entries.get(key)
  if (known) {
    entries.delete(key)
    entries.set(key, known)
    return known.built
  }
  const entry: Entry = { built: build(), bytes: 0 }
  entries.set(key, entry)
  entry.built.then(
    (bytes) => {
      if (entries.get(key) !== entry) return
      entry.bytes = bytes.byteLength
      held += entry.bytes
      for (const [old, { bytes: size }] of entries) {
        if (held <= MOST_BYTES) break
        entries.delete(old)
        held -= size
      }
    },
    () => {
      if (entries.get(key) === entry) entries.delete(key)
    },
  )
  return entry.built
}

export function forgetSegments(): void {
  entries.clear()
  held = 0
}
