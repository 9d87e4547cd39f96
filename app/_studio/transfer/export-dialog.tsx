'use client'
/**
 * Export: choose a format, read what it cannot hold, download. The file is made before the button is there to press, so
 * that the report is about this very file.
 */
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Skeleton } from '#app/_ui/skeleton.tsx'
import { FORMATS } from '#media/core/formats/index.ts'
import { saveText, sizeText } from './save-text.ts'

export interface MadeExport {
  readonly name: string
  readonly mimeType: string
  readonly text: string
  readonly losses: readonly { readonly code: string; readonly text: string; readonly count: number }[]
  readonly annotations: number
}

export interface ExportDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly recordingName: string
  /** Changes that are not saved yet are not in an export: the dialog says so. */
  readonly unsaved?: number
  readonly make: (formatId: string) => Promise<MadeExport>
}

type State = { step: 'making' } | { step: 'made'; result: MadeExport } | { step: 'failed'; message: string }

export function ExportDialog({ open, onOpenChange, recordingName, unsaved = 0, make }: ExportDialogProps) {
  const text = useText()
  const t = text.transfer
  const [formatId, setFormatId] = useState(FORMATS[0]!.id)
  const [state, setState] = useState<State>({ step: 'making' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the same thing again; a new `make` does not
  useEffect(() => {
    if (!open) return
    let stale = false
    setState({ step: 'making' })
    make(formatId).then(
      (result) => !stale && setState({ step: 'made', result }),
      (cause: Error) => !stale && setState({ step: 'failed', message: cause.message }),
    )
    return () => {
      stale = true
    }
  }, [open, formatId, attempt])

  const made = state.step === 'made' ? state.result : null
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.exportTitle}
      description={t.exportOf(recordingName)}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{text.common.close}</Button>
          <Button
            variant="primary"
            icon={<Download aria-hidden className="size-4" />}
            loading={state.step === 'making'}
            disabled={state.step === 'failed'}
            onClick={() => made && saveText(made.name, made.mimeType, made.text)}
          >
            {t.download}
          </Button>
        </>
      }
    >
      <fieldset className="grid gap-px">
        <legend className="sr-only">{t.format}</legend>
        {FORMATS.map((format) => (
          <label
            key={format.id}
            className="grid cursor-default grid-cols-[16px_1fr_auto] items-baseline gap-x-2 rounded-md px-2 py-1.5 hover:bg-hover has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="format"
              value={format.id}
              checked={format.id === formatId}
              onChange={() => setFormatId(format.id)}
              className="translate-y-0.5 accent-accent"
            />
            <span className="font-medium">{t.formatName(format.id, format.name)}</span>
            <span className="font-mono text-small text-ink-3">{format.extension}</span>
            <span className="col-start-2 text-small text-ink-2">
              {t.formatAbout(format.id, format.summary)}
            </span>
          </label>
        ))}
      </fieldset>
      <section aria-live="polite" className="mt-4 min-h-40 border-t border-line pt-3">
        <Report state={state} onRetry={() => setAttempt((n) => n + 1)} />
        {unsaved > 0 && (
          <ErrorNote tone="warn" className="mt-3">
            {t.unsaved(unsaved)}
          </ErrorNote>
        )}
      </section>
    </Dialog>
  )
}

function Report({ state, onRetry }: { state: State; onRetry: () => void }) {
  const words = useText()
  const t = words.transfer
  if (state.step === 'failed')
    return (
      <ErrorNote
        action={
          <Button size="small" onClick={onRetry}>
            {words.common.tryAgain}
          </Button>
        }
      >
        {state.message}
      </ErrorNote>
    )
  if (state.step === 'making')
    return (
      <div className="grid gap-2">
        <span className="sr-only">{t.making}</span>
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-4 w-96" />
        <Skeleton className="h-4 w-80" />
      </div>
    )
  const { losses, annotations, name, text } = state.result
  return (
    <>
      <p className="text-ink-2">
        <span dir="auto" className="font-mono text-small text-ink">
          {name}
        </span>
        <span className="mx-1.5 text-ink-3">·</span>
        {t.annotations(annotations)}
        <span className="mx-1.5 text-ink-3">·</span>
        {sizeText(text)}
      </p>
      {losses.length === 0 ? (
        <p className="mt-2">{t.holdsAll}</p>
      ) : (
        <>
          <p className="mt-2">{t.cannotHold}</p>
          <ul className="mt-1 grid gap-1">
            {losses.map((loss) => (
              <li key={loss.code} className="grid grid-cols-[56px_1fr] gap-2 text-ink-2">
                <span className="text-right tabular-nums text-ink">{t.count(loss.count)}</span>
                <span>{loss.text}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
