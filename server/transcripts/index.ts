/** What is done with transcripts beside changing them. */
export {
  type AlignedTime,
  type AlignmentView,
  alignment,
  beginAlignment,
  type WordsToAlign,
} from './align.ts'
