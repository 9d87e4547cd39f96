import { expect, test } from 'vitest'
import { EventParser } from '#app/_studio/sync/event-stream.ts'

test('events come whole, however the text was cut', () => {
  const text = ': \n\nid: 7\ndata: [1,2]\n\nevent: reset\ndata: {}\n\ndata: a\ndata: b\n\n'
  for (const size of [1, 2, 5, 1000]) {
    const parser = new EventParser()
    const events = []
    for (let i = 0; i < text.length; i += size) events.push(...parser.push(text.slice(i, i + size)))
    expect(events).toEqual([
      { name: 'message', id: '7', data: '[1,2]' },
      { name: 'reset', id: '', data: '{}' },
      { name: 'message', id: '', data: 'a\nb' },
    ])
  }
})
