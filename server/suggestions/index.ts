/** What models say about recordings. */
export { cancelSuggestion, type SuggestionRun, suggestionRuns } from './runs.ts'
export { type SuggestionRequest, startSuggestion, suggestionTasks, type TaskView } from './start.ts'
export { type WriteRequest, type WrittenSuggestions, writeSuggestions } from './write.ts'
