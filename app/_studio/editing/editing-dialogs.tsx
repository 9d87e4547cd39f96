'use client'
/** Editing's dialogs; each is mounted anew when it opens, so that it starts from what is selected then. */
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { RetimeDialog } from './retime-dialog.tsx'
import { SelectDialog } from './select-dialog.tsx'

export function EditingDialogs() {
  const { editor } = useStudio()
  const open = useValue(editor.dialog)
  const plan = useValue(editor.clipboard.question)
  const close = () => {
    editor.dialog.value = null
  }
  return (
    <>
      {plan && <PasteDialog plan={plan} />}
      {open === 'select' && <SelectDialog onClose={close} />}
      {open === 'change' && <ChangeDialog onClose={close} />}
      {open === 'retime' && <RetimeDialog onClose={close} />}
    </>
  )
}
