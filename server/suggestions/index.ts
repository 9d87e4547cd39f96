/** What models say about recordings. */
export { type SuggestionRequest, startSuggestion, suggestionTasks, type TaskView } from './start.ts'
export { type WriteRequest, type WrittenSuggestions, writeSuggestions } from './write.ts'
