'use client'
/** Runs something that may fail: busy while it runs, and the plain sentence when it did. One at a time. */
import { useCallback, useRef, useState } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'

export interface Action<Args extends unknown[]> {
  run: (...args: Args) => Promise<boolean>
  busy: boolean
  problem: string | null
  clear: () => void
}

export function useAction<Args extends unknown[]>(work: (...args: Args) => Promise<unknown>): Action<Args> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef(false)
  const latest = useRef(work)
  latest.current = work
  const run = useCallback(async (...args: Args) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setProblem(null)
    try {
      await latest.current(...args)
      return true
    } catch (error) {
      setProblem(sentenceOf(error))
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setProblem(null), [])
  return { run, busy, problem, clear }
}
