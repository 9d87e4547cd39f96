/** ELAN Annotation Format 3.0; see `write.ts` and `read.ts`. */
import type { Format } from '../format.ts'
import { readEaf } from './read.ts'
import { writeEaf } from './write.ts'

export const eaf: Format = {
  id: 'eaf',
  name: 'ELAN (EAF 3.0)',
  extension: '.eaf',
  mimeType: 'application/xml',
  summary:
    'For ELAN: tracks become tiers, labels a controlled vocabulary, notes and attributes dependent tiers.',
  sniff(fileName, head) {
    if (/<ANNOTATION_DOCUMENT[\s>]/.test(head)) return 1
    return /\.(eaf|etf)$/i.test(fileName) ? 0.4 : 0
  },
  read: readEaf,
  write: writeEaf,
}
