'use client'
/** The concept of a terminology that marked words stand for: system, code and name, as they are written there. */
import { type FormEvent, useState } from 'react'
import { updateEntity } from '#media/core/commands/index.ts'
import type { EntityRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { useStudio } from '../studio-context.tsx'

/** Named by those who publish them; any other name may be typed. */
const SYSTEMS = ['SNOMED CT', 'ICD-10', 'ICD-10-CM', 'ICD-11', 'RxNorm', 'LOINC', 'MeSH', 'HPO']

export function ConceptDialog({
  entity,
  text,
  onClose,
}: {
  entity: EntityRecord
  text: string
  onClose: () => void
}) {
  const words = useText()
  const t = words.entities
  const { session } = useStudio()
  const [system, setSystem] = useState(entity.concept?.system ?? '')
  const [code, setCode] = useState(entity.concept?.code ?? '')
  const [name, setName] = useState(entity.concept?.name ?? text)
  const whole = system.trim() !== '' && code.trim() !== ''
  const put = (concept: EntityRecord['concept']) => {
    if (session.run(updateEntity, { id: entity.id, changes: { concept } }).ok) onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole) put({ system: system.trim(), code: code.trim(), name: name.trim() })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="small"
      title={t.conceptTitle(text)}
      description={t.conceptAbout}
      footer={
        <>
          {entity.concept && (
            <Button variant="quiet" className="mr-auto" onClick={() => put(null)}>
              {t.conceptRemove}
            </Button>
          )}
          <Button variant="quiet" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button variant="primary" type="submit" form="concept" disabled={!whole}>
            {t.conceptPut}
          </Button>
        </>
      }
    >
      <form id="concept" onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t.conceptSystem}>
          <Input
            list="concept-systems"
            value={system}
            maxLength={100}
            onChange={(event) => setSystem(event.target.value)}
          />
        </Field>
        <datalist id="concept-systems">
          {SYSTEMS.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field label={t.conceptCode}>
          <Input
            className="font-mono"
            value={code}
            maxLength={200}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <Field label={t.conceptName}>
          <Input dir="auto" value={name} maxLength={500} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
