/** Comma-separated values with frame numbers, seconds and exact ticks; see `table.ts` for the columns. */
import type { Format } from '../format.ts'
import { fileStem } from '../rows.ts'
import { sniffDelimiter } from './delimited.ts'
import { readTable, writeTable } from './table.ts'

export const csv: Format = {
  id: 'csv',
  name: 'CSV table',
  extension: '.csv',
  mimeType: 'text/csv',
  summary: 'One row for each annotation with frames, seconds and ticks: for spreadsheets, R and Python.',
  sniff(fileName, head) {
    const name = fileName.toLowerCase().endsWith('.csv') ? 0.5 : 0
    const columns =
      /(^|[,;])\s*"?(start_s|start|onset|first_frame|start_tick|start_ms)"?\s*([,;]|\r?\n)/i.test(
        head.split(/\n/, 1)[0]?.concat('\n') ?? '',
      )
    return name + (columns ? 0.4 : 0)
  },
  read: (text, context) => readTable(text, sniffDelimiter(text.slice(0, 4096)), context),
  write(input) {
    const { text, losses } = writeTable(input, ',')
    return { file: { name: `${fileStem(input.recording.name)}.csv`, mimeType: 'text/csv', text }, losses }
  },
}
