'use client'
/** What differs between two versions, in words. */
import { useText } from '#app/_text/text-provider.tsx'
import type { SetChange } from '#media/core/labels/set-changes.ts'

export function ChangeList({ changes }: { changes: readonly SetChange[] }) {
  const t = useText().labels
  if (changes.length === 0) return <p className="text-ink-3">{t.nothingChanged}</p>
  return (
    <ul className="flex flex-col gap-0.5">
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with every change
        <li key={at} className="flex min-w-0 flex-wrap gap-x-1.5">
          <Sentence change={change} />
        </li>
      ))}
    </ul>
  )
}

function Sentence({ change }: { change: SetChange }) {
  const t = useText().labels
  if (change.kind === 'moved')
    return (
      <>
        {t.orderOf[change.what]} <span className="text-ink-2">{t.kindsOfChange.moved}</span>
      </>
    )
  const value = (text: string | undefined) =>
    text ? <bdi>{text}</bdi> : <i className="text-ink-3">{t.none}</i>
  return (
    <>
      {change.what !== 'label' && <span className="text-ink-3">{t.what[change.what]}</span>}
      <bdi className="font-medium">{change.name}</bdi>
      {change.kind === 'changed' ? (
        <span className="min-w-0 text-ink-2">
          {t.fields[change.field ?? ''] ?? change.field}: {value(change.from)} → {value(change.to)}
        </span>
      ) : (
        <span className="text-ink-2">
          {t.kindsOfChange[change.kind]}{' '}
          {change.kind === 'renamed' ? <bdi>{change.from}</bdi> : <bdi>{change.to}</bdi>}
        </span>
      )}
    </>
  )
}
