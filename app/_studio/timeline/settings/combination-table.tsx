'use client'
/** The table of combinations that may occur: a column a field, a row a combination; a table copied from a spreadsheet is pasted in. */
import { Plus, Trash2, X } from 'lucide-react'
import { type ClipboardEvent, useState } from 'react'
import type { LabelBook } from '#media/core/document/label-book.ts'
import type { Combinations } from '#media/core/document/records.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { Input } from '../../../_ui/input.tsx'
import { Select } from '../../../_ui/select.tsx'
import { type FieldName, looksLikeTable, readCombinations, writeCombinations } from './combination-text.ts'

export interface CombinationTableProps {
  readonly value: Combinations | null
  /** What a column may be. */
  readonly known: readonly FieldName[]
  readonly book: LabelBook
  /** Labels the track takes. */
  readonly labels: readonly { readonly id: string; readonly name: string }[]
  readonly disabled: boolean
  readonly onChange: (table: Combinations | null) => void
}

/** More rows than this are shown as a number: they come from a file and go back to one. */
const MOST_SHOWN = 100

export function CombinationTable({ value, known, book, labels, disabled, onChange }: CombinationTableProps) {
  const t = useText().trackSettings
  const [problem, setProblem] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (disabled || !looksLikeTable(text)) return
    event.preventDefault()
    const read = readCombinations(text, value?.fields ?? known.slice(0, 3).map((f) => f.key), known, book)
    if (read.ok) {
      setProblem(null)
      setSaid(t.pasted(read.table.rows.length, read.repeated))
      onChange(read.table)
    } else {
      setSaid(null)
      setProblem(t.pasteProblem[read.problem](read.line, read.text))
    }
  }
  if (known.length < 2) return <p className="text-ink-3">{t.combinationsNeedFields}</p>
  if (!value)
    return (
      <div className="flex flex-col items-start gap-2" onPaste={paste}>
        <p className="text-small text-ink-3">{t.combinationsAbout}</p>
        <Button
          size="small"
          disabled={disabled}
          onClick={() => {
            const fields = known.slice(0, Math.min(3, known.length)).map((f) => f.key)
            onChange({ fields, rows: [fields.map(() => '')] })
          }}
        >
          <Plus aria-hidden className="size-3.5" />
          {t.makeTable}
        </Button>
        {problem && <ErrorNote>{problem}</ErrorNote>}
      </div>
    )
  const { fields, rows } = value
  const set = (next: Partial<Combinations>) => {
    setSaid(null)
    onChange({ fields, rows, ...next })
  }
  const free = known.filter((f) => !fields.includes(f.key))
  return (
    <div className="flex flex-col gap-2" onPaste={paste}>
      <div className="max-h-64 overflow-auto rounded-md border border-line">
        <table className="w-full border-collapse">
          <thead className="sticky top-0 z-10 bg-raised">
            <tr className="border-b border-line">
              {fields.map((field, c) => (
                <th key={field} scope="col" className="min-w-32 p-1 text-left font-normal">
                  <span className="flex items-center gap-1">
                    <Select
                      size="small"
                      label={t.column(c + 1)}
                      value={field}
                      disabled={disabled}
                      options={known
                        .filter((f) => f.key === field || !fields.includes(f.key))
                        .map((f) => ({ value: f.key, label: f.name }))}
                      onChange={(key) =>
                        set({
                          fields: fields.with(c, key),
                          rows: rows.map((row) =>
                            key === 'label' || field === 'label' ? row.with(c, '') : row,
                          ),
                        })
                      }
                    />
                    {fields.length > 2 && (
                      <IconButton
                        size="small"
                        label={t.removeColumn(known.find((f) => f.key === field)?.name ?? field)}
                        disabled={disabled}
                        icon={<X aria-hidden className="size-3" />}
                        onClick={() =>
                          set({
                            fields: fields.toSpliced(c, 1),
                            rows: rows.map((row) => row.toSpliced(c, 1)),
                          })
                        }
                      />
                    )}
                  </span>
                </th>
              ))}
              <th className="w-8">
                {free.length > 0 && fields.length < 6 && (
                  <IconButton
                    size="small"
                    label={t.addColumn}
                    disabled={disabled}
                    icon={<Plus aria-hidden className="size-3.5" />}
                    onClick={() =>
                      set({ fields: [...fields, free[0]!.key], rows: rows.map((row) => [...row, '']) })
                    }
                  />
                )}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={r} className="border-b border-line last:border-0">
                {row.map((cell, c) => (
                  <td key={fields[c]} className="p-1">
                    {fields[c] === 'label' ? (
                      <Select
                        size="small"
                        label={t.cell(r + 1, known.find((f) => f.key === fields[c])?.name ?? fields[c]!)}
                        value={cell}
                        disabled={disabled}
                        options={[
                          ...(labels.some((l) => l.id === cell)
                            ? []
                            : [{ value: cell, label: cell ? book.nameOf(cell) : '–' }]),
                          ...labels.map((l) => ({ value: l.id, label: l.name })),
                        ]}
                        onChange={(labelId) => set({ rows: rows.with(r, row.with(c, labelId)) })}
                      />
                    ) : (
                      <Input
                        aria-label={t.cell(r + 1, known.find((f) => f.key === fields[c])?.name ?? fields[c]!)}
                        value={cell}
                        readOnly={disabled}
                        onChange={(event) => set({ rows: rows.with(r, row.with(c, event.target.value)) })}
                        className="h-6! px-2! text-small"
                      />
                    )}
                  </td>
                ))}
                <td className="w-8 p-1">
                  <IconButton
                    size="small"
                    label={t.removeRow(r + 1)}
                    disabled={disabled}
                    icon={<X aria-hidden className="size-3" />}
                    onClick={() => set({ rows: rows.toSpliced(r, 1) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_SHOWN && (
        <p className="text-small text-ink-3">{t.moreRows(rows.length - MOST_SHOWN)}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="small"
          disabled={disabled}
          onClick={() => set({ rows: [...rows, fields.map(() => '')] })}
        >
          <Plus aria-hidden className="size-3.5" />
          {t.addRow}
        </Button>
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            void navigator.clipboard
              ?.writeText(writeCombinations(value, known, book))
              .then(() => setSaid(t.copied))
          }}
        >
          {t.copyTable}
        </Button>
        <Button size="small" variant="quiet" disabled={disabled} onClick={() => onChange(null)}>
          <Trash2 aria-hidden className="size-3.5" />
          {t.removeTable}
        </Button>
        <span role="status" className="text-small text-ink-3">
          {said ?? t.pasteHint}
        </span>
      </div>
      {problem && <ErrorNote>{problem}</ErrorNote>}
    </div>
  )
}
