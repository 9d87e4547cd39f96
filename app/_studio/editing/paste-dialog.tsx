'use client'
/** What will not come along, or was found by name alone: said before anything is pasted. */
import { currentText } from '../../_text/current-text.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { useStudio } from '../studio-context.tsx'
import type { PastePlan } from '../tools/clipboard/paste-plan.ts'

export function PasteDialog({ plan }: { plan: PastePlan }) {
  const { editor } = useStudio()
  const text = useText()
  const t = text.editing.paste
  const fits = plan.clip.items.length
  const close = () => {
    editor.clipboard.question.value = null
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      size="small"
      title={fits ? t.title(fits) : t.nothing}
      description={t.from(plan.from)}
      footer={
        <>
          <Button variant="quiet" onClick={close}>
            {fits ? text.common.cancel : text.common.close}
          </Button>
          {fits > 0 && (
            <Button variant="primary" autoFocus onClick={() => editor.clipboard.carryOut(plan)}>
              {t.paste(fits)}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-ink-2">
        {plan.leftOut.length > 0 && (
          <div>
            <p className="mb-1 font-medium text-ink">{t.leftOut}</p>
            <ul className="flex flex-col gap-1">
              {plan.leftOut.map(({ label, count, reason }) => (
                <li key={`${reason} ${label}`} className="flex items-baseline gap-2">
                  <span className="min-w-6 text-right tabular-nums">{currentText().common.count(count)}</span>
                  <span className="min-w-0 text-ink">{label}</span>
                  <span className="min-w-0 flex-1 text-small text-ink-3">{t.reasons[reason]}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {plan.byName.length > 0 && <p>{t.byName(plan.byName.join(', '))}</p>}
        {plan.shortened > 0 && <p>{t.shortened(plan.shortened)}</p>}
      </div>
    </Dialog>
  )
}
