'use client'
import { useState } from 'react'
/** A label's code in a terminology: the system, and the code judged by its form. */
import { useText } from '#app/_text/text-provider.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import { CODE_SYSTEMS, type CodeSystem, codeProblem, codeText, parseCode } from '#media/core/labels/codes.ts'

interface CodeFieldProps {
  code: string | null
  onChange: (code: string | null) => void
}

export function CodeField({ code, onChange }: CodeFieldProps) {
  const t = useText().labels
  const parsed = parseCode(code ?? '')
  // A system may be chosen before there is a code.
  const [chosen, setChosen] = useState<CodeSystem>(code === null ? 'SCT' : parsed.system)
  const system = code === null ? chosen : parsed.system
  const problem = code === null ? null : codeProblem(code)
  return (
    <Field label={t.code} hint={t.codeHint} error={problem && t.codeProblems[problem]}>
      <div className="flex gap-2">
        <Select
          label={t.codeSystem}
          className="w-32! shrink-0"
          value={system}
          options={CODE_SYSTEMS.map((value) => ({ value, label: t.systems[value] }))}
          onChange={(next) => {
            setChosen(next)
            onChange(codeText({ system: next, code: parsed.code }))
          }}
        />
        <Input
          className="font-mono"
          value={parsed.code}
          maxLength={90}
          placeholder={t.codeExample[system]}
          onChange={(event) => onChange(codeText({ system, code: event.target.value }))}
        />
      </div>
    </Field>
  )
}
