/** Search across a project, and what is around an answer. */
export { type ClipMedia, mediaOf } from './clip-media.ts'
export { type AroundMark, LONG, type MarksAround, marksAround, WINDOW } from './marks-around.ts'
export { readColumns } from './read-columns.ts'
export { type Hit, type Mark, type SearchAnswer, type SearchedRecording, search } from './search.ts'
