import { describe, expect, test } from 'vitest'
import { labelSetSchema } from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { templates } from '#media/core/labels/templates.ts'

/** Keys of the player and the editor that a label must not take. */
const TAKEN = [...'jklio m?']

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

test.each(LABEL_COLORS)('%s stands out on dark and light tracks', (color) => {
  expect(contrast(color, '#15181d')).toBeGreaterThanOrEqual(3)
  expect(contrast(color, '#f5f6f8')).toBeGreaterThanOrEqual(3)
})

describe.each(Object.entries(templates))('template %s', (_name, set) => {
  test('is a valid label schema', () => {
    expect(labelSetSchema.parse(set)).toEqual(set)
  })

  test('gives every label an id, a name and a track of its own', () => {
    const ids = set.labels.map((l) => l.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(set.labels.map((l) => l.name)).size).toBe(ids.length)
    const used = set.tracks.flatMap((t) => t.labelIds)
    expect([...used].sort()).toEqual([...ids].sort())
  })

  test('assigns no key twice and none that the studio needs', () => {
    const keys = set.labels.map((l) => l.key).filter((k) => k !== null)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((k) => TAKEN.includes(k))).toEqual([])
    expect(keys.length).toBeGreaterThan(10)
  })

  test('uses each colour once on a track, from the safe list', () => {
    for (const track of set.tracks) {
      const colors = track.labelIds.map((id) => set.labels.find((l) => l.id === id)!.color)
      expect(new Set(colors).size, track.name).toBe(colors.length)
      for (const color of colors) expect(LABEL_COLORS).toContain(color)
    }
  })

  test('puts children inside tracks of intervals that are there', () => {
    for (const track of set.tracks)
      if (track.parentId !== null)
        expect(set.tracks.find((t) => t.id === track.parentId)?.kind).toBe('intervals')
  })

  test('lists choices exactly for attributes that are chosen', () => {
    for (const label of set.labels)
      for (const a of label.attributes)
        expect(a.choices.length > 0, `${label.id}.${a.key}`).toBe(a.kind === 'choice' || a.kind === 'choices')
  })
})
