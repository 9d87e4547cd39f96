/** Waveform peaks alone: what they cost against decoding, and how large they are. */
export { peaksBench as run } from './ingest/peaks.ts'
