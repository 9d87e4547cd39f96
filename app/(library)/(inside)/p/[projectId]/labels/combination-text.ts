/** Legal combinations as lines of names, for hands and spreadsheets: "Hook, dissect, gallbladder". */
import type { AttributeDefinition, Combinations, LabelSet } from '#media/core/document/records.ts'

export type CombinationProblem =
  | { kind: 'cells'; line: number; wanted: number; has: number }
  | { kind: 'label' | 'value'; line: number; name: string }

export function combinationLines(set: LabelSet, { fields, rows }: Combinations): string {
  const name = (value: string, at: number) =>
    fields[at] === 'label' ? (set.labels.find((label) => label.id === value)?.name ?? value) : value
  return rows.map((row) => row.map(name).join(', ')).join('\n')
}

export function readCombinations(
  set: LabelSet,
  fields: readonly string[],
  attributes: readonly AttributeDefinition[],
  text: string,
): { rows: string[][]; problems: CombinationProblem[] } {
  const rows: string[][] = []
  const problems: CombinationProblem[] = []
  for (const [k, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue
    const line = k + 1
    const cells = content.split(/[,;\t]/).map((cell) => cell.trim())
    if (cells.length !== fields.length) {
      problems.push({ kind: 'cells', line, wanted: fields.length, has: cells.length })
      continue
    }
    const row = cells.map((cell, at) => {
      const field = fields[at]!
      if (field === 'label') {
        const label = set.labels.find((one) => one.name === cell || one.id === cell)
        if (!label) problems.push({ kind: 'label', line, name: cell })
        return label?.id ?? null
      }
      const choices: readonly string[] = attributes.find((one) => one.key === field)?.choices ?? []
      if (choices.length === 0 || choices.includes(cell)) return cell
      problems.push({ kind: 'value', line, name: cell })
      return null
    })
    if (row.every((cell) => cell !== null)) rows.push(row)
  }
  return { rows, problems }
}
