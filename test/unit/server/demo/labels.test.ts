import { describe, expect, test } from 'vitest'
import { procedure } from '#media/core/labels/procedure.ts'
import { FRAMES, trueLabels } from '#server/demo/index.ts'
import { OUTSIDE } from '#server/demo/story.ts'

const labels = trueLabels()
const on = (track: string) => labels.filter((l) => l.track === track)

describe('the true labels of the demo', () => {
  test('use tracks, labels and attribute values of the template', () => {
    for (const { track, label, attributes } of labels) {
      expect(procedure.tracks.find((t) => t.id === track)?.labelIds).toContain(label)
      const definitions = procedure.labels.find((l) => l.id === label)!.attributes
      for (const [key, value] of Object.entries(attributes ?? {})) {
        const definition = definitions.find((d) => d.key === key)
        expect(definition, `${label}.${key}`).toBeDefined()
        if (definition?.kind === 'choice') expect(definition.choices).toContain(value)
      }
      for (const d of definitions) if (d.required) expect(Object.keys(attributes ?? {})).toContain(d.key)
    }
  })

  test('lie inside the recording, first before last', () => {
    for (const { first, last } of labels) {
      expect(first).toBeGreaterThanOrEqual(0)
      expect(last).toBeGreaterThanOrEqual(first)
      expect(last).toBeLessThan(FRAMES)
    }
  })

  test('phases follow each other without a gap, steps lie inside one', () => {
    const phases = on('phase')
    expect(phases[0]?.first).toBe(0)
    expect(phases.at(-1)?.last).toBe(FRAMES - 1)
    for (let i = 1; i < phases.length; i++) expect(phases[i]!.first).toBe(phases[i - 1]!.last + 1)
    for (const step of on('step'))
      expect(
        phases.some((p) => p.first <= step.first && step.last <= p.last),
        step.label,
      ).toBe(true)
  })

  test('no instrument is in view while the camera is outside the body', () => {
    expect(on('outside')).toMatchObject([{ first: OUTSIDE[0], last: OUTSIDE[1] - 1 }])
    expect(on('instrument').length).toBeGreaterThan(8)
    for (const { first, last } of on('instrument'))
      expect(last < OUTSIDE[0] || first >= OUTSIDE[1], `${first}…${last}`).toBe(true)
  })
})
