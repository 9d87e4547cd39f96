/** What the sample tables of an MP4 or MOV add to ffprobe's word: codec strings, and whether browsers can be given it as it is. */
import { FrameIndex } from '../core/time/frame-index.ts'
import { type Movie, type MovieTrack, openMovie } from './isobmff/movie.ts'
import { readTimecode } from './isobmff/timecode-track.ts'
import { MediaError } from './media-error.ts'
import { soundProblem } from './package/open-audio.ts'
import { entryProblem } from './package/open-video.ts'
import { planVideo } from './package/plan-video.ts'
import type { SourceTimecode } from './report.ts'

export interface TrackFacts {
  readonly trackId: number
  readonly codecString: string | null
  readonly samples: number
  readonly rotation: number
  readonly sampleAspect: readonly [number, number]
  readonly channels: number | null
  readonly sampleRate: number | null
  readonly clockShift: number
  readonly directProblem: string | null
}

export interface MovieFacts {
  readonly brand: string
  readonly timecode: SourceTimecode | null
  /** By track id where ffprobe states it, else by place. */
  video(trackId: number | null, place: number): TrackFacts | null
  audio(trackId: number | null, place: number): TrackFacts | null
}

/** @throws MediaError 'truncated', 'not-media' */
export async function movieFacts(path: string): Promise<MovieFacts> {
  const movie = await openMovie(path)
  try {
    const video = movie.video.map((t) => videoFacts(movie, t))
    const audio = movie.audio.map((t) => audioFacts(movie, t))
    const pick = (all: TrackFacts[], id: number | null, place: number): TrackFacts | null =>
      all.find((f) => f.trackId === id) ?? all[place] ?? null
    return {
      brand: movie.brand,
      timecode: await readTimecode(movie),
      video: (id, place) => pick(video, id, place),
      audio: (id, place) => pick(audio, id, place),
    }
  } finally {
    await movie.close()
  }
}

function videoFacts(movie: Movie, track: MovieTrack): TrackFacts {
  const entry = track.entries[0]!
  const table = movie.table(track)
  const shown = movie.presentation(track, table)
  let problem = entryProblem(entry, table.descriptions)
  if (!problem && shown.sample.length > 0) {
    const index = new FrameIndex({
      timebase: { num: 1, den: track.timescale },
      pts: shown.pts,
      endPts: shown.endPts,
      flags: new Uint8Array(0),
      byteStart: new Float64Array(0),
      byteLength: new Uint32Array(0),
      constantRate: null,
      notes: [],
    })
    const plan = planVideo(table, shown.sample, index)
    if (typeof plan === 'string') problem = plan
  }
  return {
    trackId: track.id,
    codecString: entry.codec,
    samples: table.count,
    rotation: track.rotation,
    sampleAspect: entry.video?.sampleAspect ?? [1, 1],
    channels: null,
    sampleRate: null,
    clockShift: shown.shift,
    directProblem: problem,
  }
}

function audioFacts(movie: Movie, track: MovieTrack): TrackFacts {
  const entry = track.entries[0]!
  const samples = countSamples(movie, track)
  return {
    trackId: track.id,
    codecString: entry.codec,
    samples,
    rotation: 0,
    sampleAspect: [1, 1],
    channels: entry.audio?.channels || null,
    sampleRate: entry.audio?.sampleRate || null,
    clockShift: 0,
    directProblem: soundProblem(entry),
  }
}

/** A damaged sound table does not stand in the way of the picture. */
function countSamples(movie: Movie, track: MovieTrack): number {
  try {
    return movie.table(track).count
  } catch (error) {
    if (error instanceof MediaError && movie.video.length > 0) return 0
    throw error
  }
}
