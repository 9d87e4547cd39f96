'use client'
/** Asks before something that others notice. `scope` says exactly what is touched: how many, of what, whether it returns. */
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { floatClass, scrimClass } from './dialog.tsx'
import { ErrorNote } from './error-note.tsx'
import { useWords } from './words.tsx'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  scope: ReactNode
  /** A verb: "Remove recording". */
  confirmLabel: string
  danger?: boolean
  /** The dialog closes when it resolves and shows the sentence when it throws. */
  onConfirm: () => void | Promise<void>
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, scope, confirmLabel, danger = false, onConfirm } = props
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} onOpenChangeComplete={() => setProblem(null)}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup className={cx(floatClass, 'max-w-100')}>
          <div className="px-5 pt-4 pb-4">
            <Base.Title className="text-title font-semibold text-ink">{title}</Base.Title>
            <Base.Description render={<div />} className="mt-1 text-ink-2">
              {scope}
            </Base.Description>
            {problem && <ErrorNote className="mt-3">{problem}</ErrorNote>}
          </div>
          <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
            <Button variant="quiet" onClick={() => onOpenChange(false)}>
              {words.cancel}
            </Button>
            <Button variant={danger ? 'danger' : 'primary'} loading={busy} onClick={confirm}>
              {confirmLabel}
            </Button>
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
