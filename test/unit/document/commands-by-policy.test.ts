/** What every command makes of a row of annotations, by the policy of its track. */
import { describe, expect, test } from 'vitest'
import {
  type CommandResult,
  type CommandState,
  clipOf,
  copyToLayer,
  create,
  createEvent,
  cut,
  duplicate,
  endLabel,
  merge,
  move,
  paste,
  relabel,
  remove,
  ripple,
  rollEdge,
  setAttribute,
  setNote,
  split,
  startLabel,
  stretch,
  trimEnd,
  trimStart,
} from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { POLICIES, type Policy } from '#media/core/document/records.ts'
import { doc, LAYER, second, shown } from '#test/kit/doc.ts'

const L = { layerId: LAYER }
const F = (n: number) => ({ start: second(n), end: second(n + 1) })

/**
 * The row afterwards, overlapping ones after "+", what is in Ben's layer after "ben:"; or the refusal and the annotation
 * that it points at. `every` stands for all four.
 */
type Case = { name: string; act: (s: CommandState) => CommandResult } & (
  | { every: string }
  | Record<Policy, string>
)

const CASES: Case[] = [
  {
    name: 'create over an edge',
    act: (s) => create(s, { ...L, trackId: 'row', labelId: 'D', start: second(2), end: second(4) }),
    allowed: 'AAABBBCC + ..DD ben:......CC',
    refused: 'overlap: “D” at 00:00:02 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'AADDBBCC ben:......CC',
    gapless: 'AADDBBCC ben:......CC',
  },
  {
    name: 'create after all',
    act: (s) => create(s, { ...L, trackId: 'row', labelId: 'D', start: second(10), end: second(12) }),
    allowed: 'AAABBBCC..DD ben:......CC',
    refused: 'AAABBBCC..DD ben:......CC',
    trims: 'AAABBBCC..DD ben:......CC',
    gapless: 'AAABBBCCCCDD ben:......CC',
  },
  {
    name: 'startLabel',
    act: (s) => startLabel(s, { ...L, trackId: 'row', labelId: 'D', frame: F(4), until: second(12) }),
    allowed: 'AAABBBCC + ....D ben:......CC',
    refused: 'overlap: “D” at 00:00:04 would overlap “B” at 00:00:03; “row” holds one at a time. → B0',
    trims: 'AAABDBCC ben:......CC',
    gapless: 'AAABDDCC ben:......CC',
  },
  {
    name: 'endLabel',
    act: (s) => endLabel(s, { id: 'B0', frame: F(6) }),
    allowed: 'AAABBBB + ......CC ben:......CC',
    refused: 'overlap: “B” at 00:00:03 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
    trims: 'AAABBBBC ben:......CC',
    gapless: 'AAABBBBC ben:......CC',
  },
  {
    name: 'move later',
    act: (s) => move(s, { ids: ['B0'], by: second(1) }),
    allowed: 'AAA.BBB + ......CC ben:......CC',
    refused: 'overlap: “B” at 00:00:04 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
    trims: 'AAA.BBBC ben:......CC',
    gapless: 'AAAABBBC ben:......CC',
  },
  {
    name: 'move to another layer',
    act: (s) => move(s, { ids: ['B0'], by: 0, layerId: 'ben' }),
    allowed: 'AAA...CC ben:...BBBCC',
    refused: 'AAA...CC ben:...BBBCC',
    trims: 'AAA...CC ben:...BBBCC',
    gapless: 'AAAAAACC ben:...BBBCC',
  },
  {
    name: 'trimStart',
    act: (s) => trimStart(s, { id: 'B0', to: second(2) }),
    allowed: 'AAA...CC + ..BBBB ben:......CC',
    refused: 'overlap: “B” at 00:00:02 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'AABBBBCC ben:......CC',
    gapless: 'AABBBBCC ben:......CC',
  },
  {
    name: 'trimEnd',
    act: (s) => trimEnd(s, { id: 'B0', to: second(7) }),
    allowed: 'AAABBBB + ......CC ben:......CC',
    refused: 'overlap: “B” at 00:00:03 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
    trims: 'AAABBBBC ben:......CC',
    gapless: 'AAABBBBC ben:......CC',
  },
  {
    name: 'rollEdge',
    act: (s) => rollEdge(s, { leftId: 'A0', rightId: 'B0', to: second(5) }),
    every: 'AAAAABCC ben:......CC',
  },
  {
    name: 'split',
    act: (s) => split(s, { id: 'B0', at: second(4) }),
    every: 'AAABBBCC ben:......CC',
  },
  {
    name: 'merge',
    act: (s) => merge(s, { ids: ['A0', 'B0'] }),
    every: 'AAAAAACC ben:......CC',
  },
  {
    name: 'merge over another',
    act: (s) => merge(s, { ids: ['A0', 'C0'] }),
    allowed: 'AAAAAAAA + ...BBB ben:......CC',
    refused: 'overlap: B at 00:00:03 lies between them. → B0',
    trims: 'overlap: B at 00:00:03 lies between them. → B0',
    gapless: 'overlap: B at 00:00:03 lies between them. → B0',
  },
  {
    name: 'relabel',
    act: (s) => relabel(s, { ids: ['A0', 'B0'], labelId: 'D' }),
    every: 'DDDDDDCC ben:......CC',
  },
  {
    name: 'remove',
    act: (s) => remove(s, { ids: ['B0'] }),
    allowed: 'AAA...CC ben:......CC',
    refused: 'AAA...CC ben:......CC',
    trims: 'AAA...CC ben:......CC',
    gapless: 'AAAAAACC ben:......CC',
  },
  {
    name: 'cut',
    act: (s) => cut(s, { ids: ['A0', 'B0'] }),
    every: '......CC ben:......CC',
  },
  {
    name: 'duplicate behind',
    act: (s) => duplicate(s, { ids: ['B0', 'C0'], by: second(5) }),
    every: 'AAABBBCCBBBCC ben:......CC',
  },
  {
    name: 'duplicate onto',
    act: (s) => duplicate(s, { ids: ['A0'], by: second(2) }),
    allowed: 'AAABBBCC + ..AAA ben:......CC',
    refused: 'overlap: “A” at 00:00:02 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'AAAAABCC ben:......CC',
    gapless: 'AAAAABCC ben:......CC',
  },
  {
    name: 'paste',
    act: (s) => paste(s, { clip: clipOf(s, ['C0']), at: second(1), layerId: LAYER }),
    allowed: 'AAABBBCC + .CC ben:......CC',
    refused: 'overlap: “C” at 00:00:01 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'ACCBBBCC ben:......CC',
    gapless: 'ACCBBBCC ben:......CC',
  },
  {
    name: 'copyToLayer',
    act: (s) => copyToLayer(s, { ids: ['A0', 'B0'], layerId: 'ben' }),
    every: 'AAABBBCC ben:AAABBBCC',
  },
  {
    name: 'ripple later',
    act: (s) => ripple(s, { trackIds: ['row'], ...L, from: second(3), by: second(2) }),
    allowed: 'AAA..BBBCC ben:......CC',
    refused: 'AAA..BBBCC ben:......CC',
    trims: 'AAA..BBBCC ben:......CC',
    gapless: 'AAAAABBBCC ben:......CC',
  },
  {
    name: 'ripple earlier',
    act: (s) => ripple(s, { trackIds: ['row'], ...L, from: second(3), by: second(-1) }),
    allowed: 'AAA..CC + ..BBB ben:......CC',
    refused: 'overlap: “B” at 00:00:02 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'AABBBCC ben:......CC',
    gapless: 'AABBBCC ben:......CC',
  },
  {
    name: 'ripple over what comes before',
    act: (s) => ripple(s, { trackIds: ['row'], ...L, from: second(3), by: second(-3) }),
    allowed: 'AAACC + BBB ben:......CC',
    refused: 'overlap: “B” at 00:00:00 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'BBBCC ben:......CC',
    gapless: 'overlap: B would cover A at 00:00:00 altogether. → A0',
  },
  {
    name: 'ripple from inside',
    act: (s) => ripple(s, { trackIds: ['row'], ...L, from: second(4), by: second(2) }),
    allowed: 'AAABBB..CC ben:......CC',
    refused: 'AAABBB..CC ben:......CC',
    trims: 'AAABBB..CC ben:......CC',
    gapless: 'AAABBBBBCC ben:......CC',
  },
  {
    name: 'stretch all',
    act: (s) =>
      stretch(s, { ids: ['A0', 'B0', 'C0'], from: [second(0), second(8)], to: [second(0), second(16)] }),
    every: 'AAAAAABBBBBBCCCC ben:......CC',
  },
  {
    name: 'stretch one',
    act: (s) => stretch(s, { ids: ['B0'], from: [second(3), second(6)], to: [second(2), second(7)] }),
    allowed: 'AAA...CC + ..BBBBB ben:......CC',
    refused: 'overlap: “B” at 00:00:02 would overlap “A” at 00:00:00; “row” holds one at a time. → A0',
    trims: 'AABBBBBC ben:......CC',
    gapless: 'AABBBBBC ben:......CC',
  },
  {
    name: 'stretch to nothing',
    act: (s) =>
      stretch(s, {
        ids: ['A0', 'B0'],
        from: [second(0), second(60)],
        to: [second(0), second(6)],
        align: (t) => second(Math.round(t / second(1))),
      }),
    every: 'length: A at 00:00:00 would have no length. → A0',
  },
  {
    name: 'attributes and notes',
    act: (s) => {
      const first = setAttribute(s, { ids: ['A0'], key: 'severity', value: 'minor' })
      return first.ok ? setNote(s, { id: 'A0', note: 'seen' }) : first
    },
    every: 'AAABBBCC ben:......CC',
  },
]

const EVENTS: Case[] = [
  {
    name: 'createEvent between',
    act: (s) => createEvent(s, { ...L, trackId: 'row', labelId: 'D', at: second(4) }),
    every: 'A..BD.C ben:......C',
  },
  {
    name: 'createEvent on another',
    act: (s) => createEvent(s, { ...L, trackId: 'row', labelId: 'D', at: second(3) }),
    allowed: 'A..D..C + ...B ben:......C',
    refused: 'overlap: “D” at 00:00:03 would overlap “B” at 00:00:03; “row” holds one at a time. → B0',
    trims: 'overlap: “D” at 00:00:03 would overlap “B” at 00:00:03; “row” holds one at a time. → B0',
    gapless: 'overlap: “D” at 00:00:03 would overlap “B” at 00:00:03; “row” holds one at a time. → B0',
  },
  {
    name: 'a key places an event on the shown frame',
    act: (s) => startLabel(s, { ...L, trackId: 'row', labelId: 'D', frame: F(1), until: second(9) }),
    every: 'AD.B..C ben:......C',
  },
  {
    name: 'move onto another',
    act: (s) => move(s, { ids: ['B0'], by: second(3) }),
    allowed: 'A.....B + ......C ben:......C',
    refused: 'overlap: “B” at 00:00:06 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
    trims: 'overlap: “B” at 00:00:06 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
    gapless: 'overlap: “B” at 00:00:06 would overlap “C” at 00:00:06; “row” holds one at a time. → C0',
  },
  {
    name: 'ripple',
    act: (s) => ripple(s, { trackIds: ['row'], ...L, from: second(3), by: second(1) }),
    every: 'A...B..C ben:......C',
  },
  {
    name: 'stretch',
    act: (s) =>
      stretch(s, { ids: ['A0', 'B0', 'C0'], from: [second(0), second(6)], to: [second(0), second(4)] }),
    every: 'A.B.C ben:......C',
  },
  {
    name: 'duplicate',
    act: (s) => duplicate(s, { ids: ['A0', 'B0'], by: second(1) }),
    every: 'AA.BB.C ben:......C',
  },
  {
    name: 'remove',
    act: (s) => remove(s, { ids: ['B0'] }),
    every: 'A.....C ben:......C',
  },
  {
    name: 'edges',
    act: (s) => trimEnd(s, { id: 'B0', to: second(5) }),
    every: 'length: B is an event and has no edges to move. → B0',
  },
  {
    name: 'merge',
    act: (s) => merge(s, { ids: ['A0', 'B0'] }),
    every: 'length: Events have no length and cannot be merged. → A0',
  },
  {
    name: 'copyToLayer onto another',
    act: (s) => copyToLayer(s, { ids: ['B0'], layerId: 'ben' }),
    every: 'A..B..C ben:...B..C',
  },
]

const rowOf = (policy: Policy) => doc`
  row(${policy}) |AAABBBCC|
  row/ben        |......CC|`
const eventsOf = (policy: Policy) => doc`
  row*(${policy}) |A..B..C|
  row/ben         |......C|`

describe.each(POLICIES)('%s', (policy) => {
  const wanted = (c: Case) => ('every' in c ? c.every : c[policy])

  test.each(CASES)('$name', (c) => {
    const { text, back, first } = tried(rowOf(policy), c)
    expect(text).toBe(wanted(c))
    expect(back).toBe(first)
  })

  test.each(EVENTS)('events: $name', (c) => {
    const { text, back, first } = tried(eventsOf(policy), c)
    expect(text).toBe(wanted(c))
    expect(back).toBe(first)
  })
})

/** The text of what a command did, and of the document once it is taken back. */
function tried({ document, labels }: ReturnType<typeof doc>, c: Case) {
  const first = shown(document)
  const result = c.act({ document, labels })
  if (!result.ok) {
    // A refusal names what is in the way, and changes nothing.
    expect(result.message).toMatch(/^[\p{L}“].+\.$/u)
    return {
      text: `${result.rule}: ${result.message} → ${result.annotationId}`,
      back: shown(document),
      first,
    }
  }
  expect(result.sentence).toMatch(/^[A-Z].*[^.]$/)
  document.apply(result.diff)
  const text = shown(document)
    .split('\n')
    .map((line) => line.replace(/^row\*? \|(.*)\|$/, '+ $1').replace(/^row\/ben \|(.*)\|$/, 'ben:$1'))
    .join(' ')
    .replace(/^\+ /, '')
    .replaceAll('|', '')
  document.apply(invert(result.diff))
  return { text, back: shown(document), first }
}
