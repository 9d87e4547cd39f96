'use client'
/** A deck for as long as the page is there. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Clip } from '../clips/clip.ts'
import { ClipDeck } from '../clips/clip-deck.ts'
import type { ClipFile } from '../clips/lent-player.ts'

export function useClipDeck(
  clips: readonly Clip[],
  fileOf: (recordingId: string) => ClipFile | null,
): ClipDeck | null {
  const latest = useRef(fileOf)
  latest.current = fileOf
  const [deck, setDeck] = useState<ClipDeck | null>(null)
  useEffect(() => {
    const made = new ClipDeck({ fileOf: (id) => latest.current(id) })
    setDeck(made)
    return () => made[Symbol.dispose]()
  }, [])
  useMemo(() => deck?.setClips(clips), [deck, clips])
  return deck
}
