/** Tab-separated values: the same table as CSV. */
import { readTable, writeTable } from '../csv/table.ts'
import type { Format } from '../format.ts'
import { fileStem } from '../rows.ts'

export const tsv: Format = {
  id: 'tsv',
  name: 'TSV table',
  extension: '.tsv',
  mimeType: 'text/tab-separated-values',
  summary: 'The CSV table with tabs, for programs that prefer them.',
  sniff(fileName, head) {
    const first = head.split(/\n/, 1)[0] ?? ''
    const name = /\.(tsv|tab)$/i.test(fileName) ? 0.55 : 0
    return (
      name + (/(^|\t)(start_s|start|onset|first_frame|start_tick|start_ms)(\t|\r?$)/i.test(first) ? 0.4 : 0)
    )
  },
  read: (text, context) => readTable(text, '\t', context),
  write(input) {
    const { text, losses } = writeTable(input, '\t')
    return {
      file: { name: `${fileStem(input.recording.name)}.tsv`, mimeType: 'text/tab-separated-values', text },
      losses,
    }
  },
}
