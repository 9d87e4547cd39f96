'use client'
/** What is opened with effort and disposed with the page: shown once it is there, with its reason and another try if not. */
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { StudioSkeleton } from './studio-skeleton.tsx'

export interface OpeningProps<T extends Disposable> {
  /** Another function is another thing to open: keep it while it means the same. */
  readonly open: () => Promise<T>
  readonly children: (opened: T) => ReactNode
}

export function Opening<T extends Disposable>({ open, children }: OpeningProps<T>) {
  const { common: t } = useText()
  const [opened, setOpened] = useState<T | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the same thing again
  useEffect(() => {
    let over = false
    let held: T | null = null
    setProblem(null)
    open().then(
      (made) => {
        held = made
        if (over) made[Symbol.dispose]()
        else setOpened(made)
      },
      (error: unknown) => !over && setProblem(error instanceof Error ? error.message : String(error)),
    )
    return () => {
      over = true
      held?.[Symbol.dispose]()
      setOpened(null)
    }
  }, [open, attempt])
  if (problem)
    return (
      <main data-dark-default className="flex h-dvh flex-col items-center justify-center gap-4 bg-canvas p-8">
        <ErrorNote className="max-w-120">{problem}</ErrorNote>
        <Button onClick={() => setAttempt(attempt + 1)}>{t.tryAgain}</Button>
      </main>
    )
  return opened ? children(opened) : <StudioSkeleton />
}
