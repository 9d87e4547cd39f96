'use client'
/** The studio's shape while it opens: the same sizes as what comes, so that nothing moves when it does. */
import { useText } from '../../_text/text-provider.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'

export function StudioSkeleton({ text }: { text?: string }) {
  const t = useText().studio
  return (
    <main data-dark-default aria-busy className="flex h-dvh flex-col bg-canvas">
      <div className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-4 w-32" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken text-ink-3">
            <p role="status">{text ?? t.opening}</p>
          </div>
          <div className="h-10 shrink-0 border-t border-line bg-surface" />
        </div>
        <div className="hidden w-[360px] shrink-0 flex-col gap-3 border-l border-line bg-surface p-3 lg:flex">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-8" />
          <Skeleton className="h-20" />
        </div>
      </div>
      <div className="h-[340px] shrink-0 border-t border-line" />
    </main>
  )
}
