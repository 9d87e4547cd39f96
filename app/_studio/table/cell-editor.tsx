'use client'
/** A cell while it is edited: Enter or leaving it takes what is there, Escape leaves what was. */
import { useState } from 'react'
import { cx } from '../../_ui/cx.ts'
import type { CellEdit } from './rows.ts'

export interface CellEditorProps {
  readonly label: string
  readonly edit: CellEdit
  readonly typed: string | null
  readonly numeric: boolean
  /** Null leaves the cell as it was. False when the value may not be; the editor then stays. */
  readonly onFinish: (value: string | null) => boolean
}

const editorClass =
  'h-6 w-full min-w-0 rounded-sm border border-accent bg-surface px-1 text-ink outline-hidden'

export function CellEditor({ label, edit, typed, numeric, onFinish }: CellEditorProps) {
  const [value, setValue] = useState(
    edit.how === 'text' ? (typed ?? edit.text) : edit.how === 'choice' ? edit.value : '',
  )
  const shared = {
    autoFocus: true,
    'aria-label': label,
    value,
    onBlur: () => void onFinish(value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onFinish(event.key === 'Enter' ? value : null)
    },
  }
  if (edit.how === 'choice')
    return (
      <select {...shared} className={editorClass} onChange={(event) => setValue(event.target.value)}>
        {edit.options.map((option) => (
          <option dir="auto" key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    )
  return (
    <input
      {...shared}
      dir="auto"
      className={cx(editorClass, numeric && 'text-right font-mono text-small')}
      onChange={(event) => setValue(event.target.value)}
    />
  )
}
