/**
 * Server-sent events read by fetch, which says why a stream was refused where an EventSource does not. Ends with an error
 * when nothing, not even a sign of life, came for a while.
 */
export interface ServerEvent {
  readonly name: string
  readonly id: string
  readonly data: string
}

/** Takes text as it comes and gives whole events; comments are signs of life only. */
export class EventParser {
  private rest = ''

  push(text: string): ServerEvent[] {
    const blocks = (this.rest + text).split('\n\n')
    this.rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const event = { name: 'message', id: '', data: '' }
      const data: string[] = []
      for (const line of block.split('\n')) {
        const at = line.indexOf(':')
        if (at <= 0) continue
        const value = line.slice(at + 1).replace(/^ /, '')
        const field = line.slice(0, at)
        if (field === 'event') event.name = value
        else if (field === 'id') event.id = value
        else if (field === 'data') data.push(value)
      }
      return data.length ? [{ ...event, data: data.join('\n') }] : []
    })
  }
}

const SILENCE_MS = 40_000

/** @throws what `refused` makes of an answer that is not 200; TypeError when the connection fails. */
export async function* readEvents(
  url: string,
  signal: AbortSignal,
  refused: (response: Response) => Promise<Error>,
): AsyncGenerator<ServerEvent, void, undefined> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (!response.ok || !response.body) throw await refused(response)
    const parser = new EventParser()
    // An empty event says that the stream is open.
    yield { name: 'open', id: '', data: '' }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      yield* parser.push(part.value)
    }
  } finally {
    clearTimeout(timer)
  }
}
