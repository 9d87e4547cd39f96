'use client'
/**
 * The schema as it is being edited. What is not saved is kept in this browser with every change, comes back after a
 * reload, and is put on top of a version that somebody else saved meanwhile.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import { mergeSets } from '#media/core/labels/merge-sets.ts'
import { changesOfSet } from '#media/core/labels/set-changes.ts'
import { draftOf, type SetDraft } from '#media/core/labels/set-draft.ts'

/** What the page says about a draft that came back. */
export interface DraftNews {
  readonly kind: 'kept' | 'moved'
  /** Names that both sides changed. */
  readonly both: readonly string[]
}

interface Kept {
  readonly baseVersion: number
  readonly draft: SetDraft
}

const STEPS = 100
/** Changes of one field in one go are one step to undo. */
const ONE_STEP_MS = 1200

export function useSchemaDraft(projectId: string, saved: LabelSet, mayEdit: boolean) {
  const place = `scrubline.labels.${projectId}`
  const [draft, setDraft] = useState<SetDraft>(() => draftOf(saved))
  const [news, setNews] = useState<DraftNews | null>(null)
  const [looked, setLooked] = useState(false)
  const past = useRef<SetDraft[]>([])
  const future = useRef<SetDraft[]>([])
  const last = useRef<{ of: string; at: number }>({ of: '', at: 0 })
  const [steps, setSteps] = useState({ undo: 0, redo: 0 })

  const dirty = useMemo(
    () => JSON.stringify(draft.set) !== JSON.stringify(saved) || Object.keys(draft.moves).length > 0,
    [draft, saved],
  )
  const changes = useMemo(
    () => changesOfSet(saved, { ...draft.set, moved: { ...draft.set.moved, ...draft.moves } }),
    [saved, draft],
  )

  /** @param of names the field, so that typing in it is one step. */
  const change = useCallback((next: (draft: SetDraft) => SetDraft, of = ''): void => {
    setDraft((now) => {
      const made = next(now)
      if (made === now) return now
      const at = Date.now()
      if (of === '' || of !== last.current.of || at - last.current.at > ONE_STEP_MS)
        past.current = [...past.current, now].slice(-STEPS)
      last.current = { of, at }
      future.current = []
      return made
    })
  }, [])
  useEffect(() => {
    void draft
    setSteps({ undo: past.current.length, redo: future.current.length })
  }, [draft])
  const step = useCallback((from: typeof past, to: typeof past): void => {
    setDraft((now) => {
      const back = from.current.at(-1)
      if (!back) return now
      from.current = from.current.slice(0, -1)
      to.current = [...to.current, now]
      last.current = { of: '', at: 0 }
      return back
    })
  }, [])
  const undo = useCallback(() => step(past, future), [step])
  const redo = useCallback(() => step(future, past), [step])

  const discard = useCallback(() => {
    change(() => draftOf(saved))
    setNews(null)
  }, [change, saved])

  // What this browser had kept; on top of what was saved meanwhile.
  useEffect(() => {
    let over = false
    const look = async (): Promise<void> => {
      const kept = mayEdit ? read(place) : null
      if (kept && kept.baseVersion === saved.version) {
        setDraft(kept.draft)
        setNews({ kind: 'kept', both: [] })
      } else if (kept) {
        const base = await trpc.labels.version
          .query({ projectId, version: kept.baseVersion })
          .catch(() => null)
        if (over || !base) return
        const { set, both } = mergeSets(base, kept.draft.set, saved, 'mine')
        const gone = (id: string) => !set.labels.some((label) => label.id === id)
        const moves = Object.fromEntries(
          Object.entries(kept.draft.moves).filter(([id, move]) => gone(id) && !gone(move.to)),
        )
        setDraft({ set, moves, review: kept.draft.review.filter((id) => Object.hasOwn(moves, id)) })
        setNews({ kind: 'moved', both })
      }
    }
    void look().finally(() => {
      if (!over) setLooked(true)
    })
    return () => {
      over = true
    }
  }, [place, projectId, saved, mayEdit])

  useEffect(() => {
    if (!looked || !mayEdit) return
    if (dirty) write(place, { baseVersion: saved.version, draft })
    else forget(place)
  }, [looked, dirty, draft, place, saved.version, mayEdit])

  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])

  const done = useCallback(() => forget(place), [place])
  return { draft, dirty, changes, news, change, undo, redo, steps, discard, done }
}

export type SchemaDraft = ReturnType<typeof useSchemaDraft>

function read(place: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null
    return kept && Array.isArray(kept.draft?.set?.labels) ? kept : null
  } catch {
    return null
  }
}

function write(place: string, kept: Kept): void {
  try {
    localStorage.setItem(place, JSON.stringify(kept))
  } catch {
    // Full or switched off: leaving still asks.
  }
}

function forget(place: string): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing is kept where nothing can be.
  }
}
