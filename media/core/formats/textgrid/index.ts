/** Praat TextGrid; see `read.ts` and `write.ts`. */
import type { Format } from '../format.ts'
import { readTextGrid } from './read.ts'
import { writeTextGrid } from './write.ts'

export const textGrid: Format = {
  id: 'textgrid',
  name: 'Praat TextGrid',
  extension: '.TextGrid',
  mimeType: 'text/plain',
  summary:
    'For Praat and forced aligners: a tier for each track, and two for each speaker, utterances and words.',
  sniff(fileName, head) {
    if (/^\ufeff?\s*(File type = )?"ooTextFile/.test(head) && /"TextGrid"/.test(head)) return 1
    if (/^\ufeff?\s*"Praat chronological TextGrid text file"/.test(head)) return 1
    return /\.textgrid$/i.test(fileName) ? 0.4 : 0
  },
  read: readTextGrid,
  write: writeTextGrid,
}
