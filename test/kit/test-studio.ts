/**
 * A headless driver of the real editor: the real session, store, commands, timeline and tools on a clock that moves when
 * it is told to. Tests press, drag and type, then read the tracks back as text.
 *
 *   Phase  |AAAABBBB..CC|     a letter is ten frames of the label with that key; "." is empty
 *   Event  |..x....y....|     an event on the first frame of the letter's ten
 */

import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { KeyRegistry } from '#app/_studio/keys/keys.ts'
import { openSession, type Session } from '#app/_studio/session/session.ts'
import { MemoryJournal } from '#app/_studio/sync/journal.ts'
import type { Revision } from '#app/_studio/sync/replica.ts'
import type { DocumentTransport, StreamHandlers } from '#app/_studio/sync/transport.ts'
import { Timeline } from '#app/_studio/timeline/timeline.ts'
import { registerTimelineKeys } from '#app/_studio/timeline/timeline-keys.ts'
import { registerEditingKeys } from '#app/_studio/tools/editing-keys.ts'
import { Editor } from '#app/_studio/tools/editor.ts'
import { LabelKeyer } from '#app/_studio/tools/label-keys/label-keyer.ts'
import type { Pointer } from '#app/_studio/tools/tool.ts'
import { TEXTS } from '#app/_text/texts.ts'
import type { Command } from '#media/core/commands/index.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type {
  AnnotationRecord,
  DocumentRecord,
  Label,
  LabelSet,
  Policy,
  TrackKind,
  TrackRecord,
} from '#media/core/document/records.ts'
import { LABEL_DEFAULTS, LABEL_SET_DEFAULTS, TEMPLATE_DEFAULTS } from '#media/core/document/records.ts'
import { encodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { FrameIndex } from '#media/core/time/frame-index.ts'
import { frameNo, tick } from '#media/core/time/tick.ts'
import { type Timebase, timebase } from '#media/core/time/timebase.ts'

/** Frames that a letter of a fixture stands for. */
export const PER_LETTER = 10
const WIDTH = 1000

export interface StudioTrack {
  readonly name: string
  readonly text: string
  /** Labels that it knows besides those in its text. */
  readonly letters?: string
  /** A trace has digits for text, 0 to 9: one value for as many frames as a letter stands for. */
  readonly kind?: TrackKind
  readonly policy?: Policy
  readonly parent?: string
  readonly locked?: boolean
  /** Whose layer it is in; the person's own when left out. Another line may give the same track another layer. */
  readonly layer?: string
  /** All else a track can have. */
  readonly more?: Partial<
    Pick<TrackRecord, 'parentRule' | 'combinations' | 'requiredAttributes' | 'colorBy' | 'group' | 'hidden'>
  >
}

export interface StudioOptions {
  readonly tracks: readonly StudioTrack[]
  readonly frames?: number
  /** Frame length; 1/25 s when left out. */
  readonly base?: Timebase
  /** Lengths of frames in units of `base`, repeated: a variable rate. */
  readonly lengths?: readonly number[]
  readonly role?: Session['user']['role']
}

const COLORS = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7']

export class TestStudio implements Disposable {
  readonly session: Session
  readonly clock: FakeClock
  readonly timeline: Timeline
  readonly keys: KeyRegistry
  readonly keyer: LabelKeyer
  readonly editor: Editor
  /** What the system's clipboard holds. */
  clipboardText: string | null = null
  readonly index: FrameIndex
  /** What the server was given, in order. */
  readonly pushed: Revision[]
  private readonly registered = new DisposableStack()

  private constructor(session: Session, index: FrameIndex, pushed: Revision[]) {
    this.session = session
    this.index = index
    this.pushed = pushed
    this.clock = session.clock as FakeClock
    this.timeline = new Timeline({ session })
    this.timeline.resize(WIDTH, 400)
    // One frame is `WIDTH / frames` pixels wide, from the very left.
    this.timeline.show({ start: 0, ticksPerPixel: index.duration / WIDTH })
    this.keys = new KeyRegistry(null)
    this.keyer = new LabelKeyer(session)
    const { keys, timeline, keyer } = this
    const clipboard = {
      write: (text: string) => {
        this.clipboardText = text
      },
      read: async () => this.clipboardText,
    }
    this.editor = this.registered.use(new Editor({ session, timeline, keyer, clipboard }))
    this.registered.use(registerTimelineKeys({ keys, session, timeline, keyer, editor: this.editor }))
    this.registered.use(registerEditingKeys(keys, this.editor, TEXTS.en))
  }

  static async open(options: StudioOptions): Promise<TestStudio> {
    const base = options.base ?? timebase(1, 25)
    const letters = Math.max(...options.tracks.map((t) => t.text.length))
    const frames = options.frames ?? letters * PER_LETTER
    const index = indexOf(frames, base, options.lengths ?? [1])
    const clock = new FakeClock(index)
    const { records, labelSet } = fixture(options.tracks, clock)
    const snapshot = encodeSnapshot(new DocumentModel(records), 'rec', 0)
    const pushed: Revision[] = []
    const session = await openSession({
      recordingId: 'rec',
      recordingName: 'Test recording',
      snapshot,
      labelSet,
      assets: [],
      user: { id: 'user', name: 'Test', role: options.role ?? 'editor' },
      transport: acceptingTransport(pushed),
      journal: new MemoryJournal(),
      createClock: () => clock,
    })
    return new TestStudio(session, index, pushed)
  }

  /** Pixel in the middle of a frame. */
  x(frame: number): number {
    return this.timeline.scale.xOf(this.index.middleOf(frame))
  }

  /** Pixel of the boundary before a frame. */
  edge(frame: number): number {
    const t = frame < this.index.length ? this.index.tickOf(frame) : this.index.duration
    return this.timeline.scale.xOf(t)
  }

  /** Middle of a track's row. */
  y(trackName: string): number {
    const row = this.timeline.placedRows().find((r) => r.id === this.track(trackName).id)
    if (!row) throw new Error(`the track ${trackName} is not in view`)
    return row.y + row.height / 2
  }

  pointerDown(x: number, y: number, modifiers: Partial<Pointer> = {}): this {
    this.timeline.pointerDown(pointer(x, y, modifiers))
    return this
  }

  pointerMove(x: number, y: number, modifiers: Partial<Pointer> = {}): this {
    this.timeline.pointerMove(pointer(x, y, modifiers))
    return this
  }

  pointerUp(x: number, y: number, modifiers: Partial<Pointer> = {}): this {
    this.timeline.pointerUp(pointer(x, y, modifiers))
    return this
  }

  click(x: number, y: number, modifiers: Partial<Pointer> = {}): this {
    return this.pointerDown(x, y, modifiers).pointerUp(x, y, modifiers)
  }

  /** Down, a few moves on the way, up. */
  drag(from: [number, number], to: [number, number], modifiers: Partial<Pointer> = {}): this {
    this.pointerDown(...from, modifiers)
    for (const share of [0.3, 0.7, 1])
      this.pointerMove(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, modifiers)
    return this.pointerUp(...to, modifiers)
  }

  /** Presses a chord as chord.ts writes it and lets go of it: "S", "Mod+Z", "1". */
  key(chord: string): this {
    return this.hold(chord).letGo(chord)
  }

  /** The key goes down, or repeats. */
  hold(chord: string, repeat = false): this {
    const parts = chord.split('+')
    const key = parts.pop()!
    const shiftKey = parts.includes('Shift')
    this.keys.press({
      key: key.length === 1 && !shiftKey ? key.toLowerCase() : key,
      code: codeOf(key),
      ctrlKey: parts.includes('Mod'),
      metaKey: false,
      altKey: parts.includes('Alt'),
      shiftKey,
      repeat,
      defaultPrevented: false,
      isComposing: false,
      target: null,
      preventDefault() {},
    })
    return this
  }

  letGo(chord: string): this {
    this.keys.release({ code: codeOf(chord.split('+').at(-1)!) })
    return this
  }

  /** Puts the playhead on a frame. */
  at(frame: number): this {
    this.clock.seek(this.index.tickOf(frame))
    return this
  }

  arm(trackName: string, letter: string): this {
    this.session.armed.value = { trackId: this.track(trackName).id, labelId: labelId(trackName, letter) }
    return this
  }

  /** Runs a command as a tool does, and says what it did, or why not. */
  run<Args>(command: Command<Args>, args: Args): string {
    const result = this.session.run(command, args)
    return result.ok ? result.sentence : result.message
  }

  /** The values of a trace as fixture text, of the person's own layer unless another is given. */
  values(trackName: string, layerId = 'mine'): string {
    const cells = new Array<string>(Math.ceil(this.index.length / PER_LETTER)).fill('.')
    for (const t of this.session.store.traces(this.track(trackName).id, layerId))
      for (const [i, value] of t.values.entries())
        cells[Math.floor(this.index.frameAt(t.start + i * t.step) / PER_LETTER)] = String(Math.round(value))
    return cells.join('')
  }

  track(name: string): TrackRecord {
    const track = this.session.store.tracks.find((t) => t.name === name)
    if (!track) throw new Error(`there is no track ${name}`)
    return track
  }

  annotations(trackName: string): AnnotationRecord[] {
    const { store } = this.session
    return store
      .lanesOf(this.track(trackName).id)
      .flatMap(([, lane]) => [...lane.all()])
      .sort((a, b) => a.start - b.start)
  }

  /** Annotations as "A 0–39", first and last frame inside. */
  list(trackName: string): string[] {
    return this.annotations(trackName).map((a) => {
      const letter = a.labelId.split('-')[1]
      const first = this.frameStarting(a.start)
      return a.start === a.end ? `${letter} ${first}` : `${letter} ${first}–${this.frameEnding(a.end)}`
    })
  }

  /** The track as fixture text. */
  text(trackName: string): string {
    const letters = new Array<string>(Math.ceil(this.index.length / PER_LETTER)).fill('.')
    for (const a of this.annotations(trackName)) {
      const letter = a.labelId.split('-')[1]!
      const first = Math.floor(this.index.frameAt(a.start) / PER_LETTER)
      const last = Math.floor(this.index.frameAt(Math.max(a.start, a.end - 1)) / PER_LETTER)
      letters.fill(letter, first, last + 1)
    }
    return letters.join('')
  }

  /** Sentences of the changes the server has, once it has all of them. */
  async saved(): Promise<string[]> {
    while (this.session.sync.status.peek().unsaved) await new Promise((r) => setTimeout(r, 0))
    return this.pushed.map((revision) => revision.sentence)
  }

  get notice(): string | null {
    return this.session.notice.peek()?.message ?? null
  }

  [Symbol.dispose](): void {
    this.registered[Symbol.dispose]()
    this.timeline[Symbol.dispose]()
    this.session[Symbol.dispose]()
  }

  /** @throws when a stored time is not the start of a frame: edges lie on frames, always. */
  private frameStarting(t: number): number {
    const n = this.index.frameAt(t)
    if (this.index.tickOf(n) !== t) throw new Error(`${t} is inside frame ${n}, not at its start`)
    return n
  }

  private frameEnding(t: number): number {
    const n = this.index.frameAt(t - 1)
    if (this.index.endOf(n) !== t) throw new Error(`${t} is inside frame ${n}, not at its end`)
    return n
  }
}

const codeOf = (key: string): string =>
  /^[A-Z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key

const labelId = (track: string, letter: string) => `${track.toLowerCase()}-${letter}`

function pointer(x: number, y: number, modifiers: Partial<Pointer>): Pointer {
  return { x, y, button: 0, shift: false, mod: false, alt: false, space: false, ...modifiers }
}

export function indexOf(frames: number, base: Timebase, lengths: readonly number[]): FrameIndex {
  const pts = new Float64Array(frames)
  let at = 0
  for (let i = 0; i < frames; i++) {
    pts[i] = at
    at += lengths[i % lengths.length]!
  }
  return new FrameIndex({
    timebase: base,
    pts,
    endPts: at,
    flags: new Uint8Array(frames),
    byteStart: new Float64Array(0),
    byteLength: new Uint32Array(0),
    constantRate: null,
    notes: [],
  })
}

function fixture(
  tracks: readonly StudioTrack[],
  clock: FakeClock,
): { records: DocumentRecord[]; labelSet: LabelSet } {
  const records: DocumentRecord[] = [
    { type: 'layer', id: 'mine', name: 'Test', kind: 'people', ownerId: 'user', locked: false, model: null },
  ]
  const labels: Label[] = []
  const templates: LabelSet['tracks'][number][] = []
  for (const [order, t] of tracks.entries()) {
    const layerId = t.layer ?? 'mine'
    if (!records.some((r) => r.id === layerId))
      records.push({
        type: 'layer',
        id: layerId,
        name: layerId,
        kind: 'people',
        ownerId: layerId,
        locked: false,
        model: null,
      })
    const trackId = t.name.toLowerCase()
    if (!records.some((r) => r.id === trackId)) {
      // Every track knows three labels more than it holds, so that new ones can be made.
      const texts = tracks.filter((other) => other.name === t.name).map((other) => other.text)
      const held = t.kind === 'trace' ? '' : texts.join('').replaceAll('.', '')
      const letters = [...new Set([...held, ...(t.letters ?? ''), 'x', 'y', 'z'])].sort()
      for (const [i, letter] of letters.entries())
        labels.push({
          ...LABEL_DEFAULTS,
          id: labelId(t.name, letter),
          name: `${t.name} ${letter}`,
          color: COLORS[i % COLORS.length]!,
          key: order === 0 ? letter.toLowerCase() : null,
        })
      const { hidden = false, ...more } = t.more ?? {}
      const template = {
        ...TEMPLATE_DEFAULTS,
        id: trackId,
        kind: t.kind ?? ('intervals' as const),
        name: t.name,
        policy: t.policy ?? ('refused' as const),
        parentId: t.parent?.toLowerCase() ?? null,
        labelIds: letters.map((letter) => labelId(t.name, letter)),
        scale: t.kind === 'trace' ? { min: 0, max: 9, unit: '', minName: '', maxName: '' } : null,
        ...more,
      }
      templates.push(template)
      records.push({ ...template, type: 'track', order, locked: t.locked ?? false, hidden })
    }
    const prefix = layerId === 'mine' ? trackId : `${trackId}-${layerId}`
    const step = clock.boundsOf(frameNo(PER_LETTER - 1)).end
    const pattern = t.kind === 'trace' ? /\d+/g : t.kind === 'events' ? /[^.]/g : /([^.])\1*/g
    for (const m of t.text.matchAll(pattern)) {
      const first = clock.boundsOf(frameNo(m.index * PER_LETTER))
      const last = clock.boundsOf(frameNo((m.index + m[0].length) * PER_LETTER - 1))
      const common = { id: `${prefix}-${m.index}`, trackId, layerId, start: first.start, authorId: 'user' }
      if (t.kind === 'trace')
        records.push({ ...common, type: 'trace', step, values: [...m[0]].map(Number), lag: 0 })
      else
        records.push({
          ...common,
          type: 'annotation',
          labelId: labelId(t.name, m[0][0]!),
          end: t.kind === 'events' ? first.start : last.end,
          attributes: {},
          note: '',
          confidence: null,
          origin: null,
          speakerId: null,
          speech: null,
        })
    }
  }
  return { records, labelSet: { ...LABEL_SET_DEFAULTS, version: 1, name: 'Test', labels, tracks: templates } }
}

/** A server that takes everything. */
function acceptingTransport(pushed: Revision[]): DocumentTransport {
  let handlers: StreamHandlers | null = null
  return {
    async push(change) {
      const revision: Revision = { ...change, revision: pushed.length + 1, authorId: 'user' }
      pushed.push(revision)
      handlers?.revisions([revision])
      return { status: 'accepted', revision: revision.revision, diff: change.diff, overruled: [] }
    },
    follow(_after, given) {
      handlers = given
      given.connected(true)
      return { [Symbol.dispose]() {} }
    },
    changesSince: async (revision) => pushed.slice(revision),
    snapshot: async () => {
      throw new Error('this test never needs a new snapshot')
    },
    ownRevisions: async () => [],
  }
}

/** For tests that need a time: the start of a frame at 25 frames a second. */
export const at25 = (frame: number) => tick((frame * 705_600_000) / 25)
