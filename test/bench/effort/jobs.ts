/**
 * The five commonest jobs, done in the real editor by a recorded plan. Each is compared with the document that it should
 * have made; a job that comes to another one fails the run.
 */
import { addLayer, copyToLayer, relabel, trimEnd } from '#media/core/commands/index.ts'
import { seededRandom } from '#test/kit/random.ts'
import type { TestStudio } from '#test/kit/test-studio.ts'
import { Hands } from './hands.ts'

export interface Effort {
  readonly keys: number
  readonly presses: number
  readonly travel: number
}

export interface Job {
  readonly name: string
  run(): Promise<Effort>
}

export const PHASES = 7
export const EVENTS = 60
export const EDGES = 20
export const RELABELLED = 50
export const AGREED = 40
export const DIFFERENT = 20
/** Ten minutes at 25 frames a second. */
export const FRAMES = 15_000
/** Frames by which each wrong edge lies too early. */
export const OFF = 3

export const JOBS: readonly Job[] = [
  {
    name: `label ${PHASES} phases of a 10-minute video`,
    async run() {
      const letters = [...'abcdegh']
      const random = seededRandom(7)
      const starts = letters.map((_, i) =>
        i === 0 ? 0 : Math.round((i + random() * 0.8) * (FRAMES / PHASES)),
      )
      using hands = await Hands.open({
        tracks: [{ name: 'Phase', policy: 'gapless', text: '.'.repeat(10), letters: letters.join('') }],
        frames: FRAMES,
      })
      const chord = (letter: string) => hands.studio.keys.chordFor(`label.phase-${letter}`)!
      for (const [i, letter] of letters.entries()) hands.playTo(starts[i]!).press(chord(letter))
      const expected = letters.map((l, i) => `${l} ${starts[i]}–${(starts[i + 1] ?? FRAMES) - 1}`)
      return checked(hands, hands.studio.list('Phase'), expected)
    },
  },
  {
    name: `mark ${EVENTS} events`,
    async run() {
      const random = seededRandom(60)
      const frames = Array.from({ length: EVENTS }, (_, i) => 100 + i * 240 + Math.floor(random() * 120))
      using hands = await Hands.open({
        tracks: [{ name: 'Event', kind: 'events', text: '.'.repeat(10), letters: 'qw' }],
        frames: FRAMES,
      })
      const chord = (letter: string) => hands.studio.keys.chordFor(`label.event-${letter}`)!
      for (const [i, frame] of frames.entries()) hands.playTo(frame).press(chord(i % 2 ? 'w' : 'q'))
      return checked(
        hands,
        hands.studio.list('Event'),
        frames.map((frame, i) => `${i % 2 ? 'w' : 'q'} ${frame}`),
      )
    },
  },
  {
    name: `correct ${EDGES} edges that lie ${OFF} frames early`,
    async run() {
      using hands = await Hands.open({ tracks: [{ name: 'Step', text: 'AA...'.repeat(EDGES) }] })
      const { studio } = hands
      for (const a of studio.annotations('Step'))
        studio.session.run(trimEnd, {
          id: a.id,
          to: studio.index.endOf(studio.index.frameAt(a.end - 1) - OFF),
        })
      studio.at(0)
      for (let k = 0; k < EDGES; k++) {
        // The first lies where the playhead is.
        hands.press(k ? 'PageDown' : 'Enter').press('Alt+ArrowRight', OFF)
        studio.editor.nudger.settle()
      }
      const expected = Array.from({ length: EDGES }, (_, k) => `A ${k * 50}–${k * 50 + 19}`)
      return checked(hands, studio.list('Step'), expected)
    },
  },
  {
    name: `relabel ${RELABELLED} of ${RELABELLED * 3} annotations`,
    async run() {
      using hands = await Hands.open({ tracks: [{ name: 'Tool', text: 'ABC'.repeat(RELABELLED) }] })
      const { studio } = hands
      hands.click(studio.x(5), studio.y('Tool')).press('Mod+Shift+A').press('Alt+X').press('X')
      const expected = Array.from(
        { length: RELABELLED * 3 },
        (_, k) => `${'xBC'[k % 3]} ${k * 10}–${k * 10 + 9}`,
      )
      return checked(hands, studio.list('Tool'), expected)
    },
  },
  {
    name: `adjudicate two layers, ${AGREED} alike and ${DIFFERENT} not`,
    async run() {
      using hands = await Hands.open({
        tracks: [{ name: 'Step', policy: 'allowed', text: 'A.'.repeat(AGREED + DIFFERENT) }],
      })
      const { studio } = hands
      differentLayer(studio)
      hands.press('Alt+J').press('5')
      // The second layer is right in every other case.
      for (let k = 0; k < DIFFERENT; k++) hands.press(k % 2 ? '2' : '1')
      const adjudicated = studio.session.store.layers.find((l) => l.kind === 'adjudicated')!
      const made = [...studio.session.store.lane('step', adjudicated.id).all()].map(
        (a) => `${a.labelId.at(-1)} ${studio.index.frameAt(a.start)}–${studio.index.frameAt(a.end - 1)}`,
      )
      const expected = Array.from({ length: AGREED + DIFFERENT }, (_, k) => {
        const second = k % 3 === 2 && Math.floor(k / 3) % 2 === 1
        const later = second && k % 2 === 1
        const label = second && !later ? 'x' : 'A'
        return `${label} ${k * 20}–${k * 20 + 9 + (later ? 5 : 0)}`
      })
      return checked(hands, made, expected)
    },
  },
]

/** A second annotator: every third differs, by label or by an end five frames later. */
function differentLayer(studio: TestStudio): void {
  const { session, index } = studio
  session.run(addLayer, { id: 'second', name: 'Second', ownerId: null, kind: 'people' })
  session.run(copyToLayer, { ids: studio.annotations('Step').map((a) => a.id), layerId: 'second' })
  const copies = [...session.store.lane('step', 'second').all()]
  for (const [k, a] of copies.entries()) {
    if (k % 3 !== 2) continue
    if (k % 2 === 0) session.run(relabel, { ids: [a.id], labelId: 'step-x' })
    else session.run(trimEnd, { id: a.id, to: index.endOf(index.frameAt(a.end - 1) + 5) })
  }
}

function checked(hands: Hands, made: readonly string[], expected: readonly string[]): Effort {
  const wrong = expected.findIndex((line, i) => made[i] !== line)
  if (wrong >= 0 || made.length !== expected.length)
    throw new Error(
      `The script made another document than it should: at ${wrong}, “${made[wrong]}” instead of “${expected[wrong]}” (${made.length} of ${expected.length}).`,
    )
  return { keys: hands.keys, presses: hands.presses, travel: Math.round(hands.travel) }
}
