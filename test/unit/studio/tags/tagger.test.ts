/** A label's key while an utterance is selected: tags with its bounds or those of its words, and marked words. */
import { expect, test } from 'vitest'
import { Tagger } from '#app/_studio/tags/tagger.ts'
import { tagsOf } from '#app/_studio/tags/tags-of.ts'
import { textRuns, wordsOf } from '#app/_studio/tags/text-runs.ts'
import { LabelKeyer } from '#app/_studio/tools/label-keys/label-keyer.ts'
import { Draft } from '#media/core/commands/draft.ts'
import { addTrack, type Command, create } from '#media/core/commands/index.ts'
import {
  type AnnotationRecord,
  type EntityRecord,
  LABEL_SET_DEFAULTS,
  TEMPLATE_DEFAULTS,
} from '#media/core/document/records.ts'
import { addSet } from '#media/core/labels/add-set.ts'
import { parts, templates } from '#media/core/labels/templates.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

const at = (seconds: number) => tick(seconds * TICKS_PER_SECOND)
const TEXT = 'I took ibuprofen for it'

async function studio() {
  const s = await TestStudio.open({ tracks: [{ name: 'Phase', text: '....' }], frames: 25 * 60 })
  const { session } = s
  const set = addSet(templates.session, parts.clinicalText)
  session.setLabels({ ...LABEL_SET_DEFAULTS, ...set, version: 99 })
  for (const track of templates.session.tracks)
    if (track.kind === 'transcript' || track.id === 'emotion' || track.id === 'code')
      session.run(addTrack, { ...TEMPLATE_DEFAULTS, ...track })
  const layerId = session.activeLayerId.peek()
  const say: Command<{ id: string; start: number }> = (state, { id, start }) => {
    const made = create(state, {
      ...{ id, trackId: 'transcript', layerId, labelId: 'utterance', start: at(start), end: at(start + 5) },
    })
    if (!made.ok) return made
    const draft = new Draft(state)
    const words = wordsOf(TEXT).map((w, i) => ({
      ...w,
      ...{ start: at(start + i), end: at(start + i + 1), confidence: null, timing: 'given' as const },
    }))
    draft.add({ ...(made.diff.added[id] as AnnotationRecord), speech: { text: TEXT, words, language: 'en' } })
    return draft.finish('Said', [id])
  }
  expect(session.run(say, { id: 'u', start: 10 })).toMatchObject({ ok: true })
  expect(session.run(say, { id: 'v', start: 20 })).toMatchObject({ ok: true })
  const keyer = new LabelKeyer(session)
  const tagger = new Tagger(session, keyer)
  const label = (id: string) => session.store.labels.peek().get(id)!
  const press = (id: string) => {
    keyer.press(label(id))
    keyer.release(label(id))
  }
  const tags = (id: string) =>
    tagsOf(session.store, session.store.annotation(id)!).map((a) => [
      a.labelId,
      a.start / TICKS_PER_SECOND,
      a.end / TICKS_PER_SECOND,
    ])
  return { s, session, tagger, keyer, press, tags }
}

test('an emotion and a code go on the selected utterance with its very bounds, and away again', async () => {
  const { session, press, tags } = await studio()
  session.select(['u'])
  press('joy')
  press('open-question')
  expect(tags('u')).toEqual([
    ['joy', 10, 15],
    ['open-question', 10, 15],
  ])
  expect([...session.selection.peek()]).toEqual(['u'])
  press('joy')
  expect(tags('u')).toEqual([['open-question', 10, 15]])
  session.undo()
  expect(tags('u').length).toBe(2)
})

test('several utterances are tagged at once; chosen words get their own bounds', async () => {
  const { session, tagger, press, tags } = await studio()
  session.select(['u', 'v'])
  press('fear')
  expect([tags('u'), tags('v')]).toEqual([[['fear', 10, 15]], [['fear', 20, 25]]])
  session.select(['u'])
  tagger.span.value = { annotationId: 'u', from: 2, to: 16 }
  press('joy')
  expect(tags('u')).toContainEqual(['joy', 11, 13])
})

test('a track that takes one at a time changes the tag', async () => {
  const { session, press, tags } = await studio()
  session.run((state, _: null) => {
    const draft = new Draft(state)
    draft.set('emotion', { policy: 'refused' })
    return draft.finish('Changed the policy', [])
  }, null)
  session.select(['u'])
  press('joy')
  press('anger')
  expect(tags('u')).toEqual([['anger', 10, 15]])
})

test('a label for words marks the chosen words, and says so where none are chosen', async () => {
  const { session, tagger, press, tags } = await studio()
  session.select(['u'])
  press('text-drug')
  expect(session.notice.peek()?.message).toContain('Drug')
  expect(session.store.entitiesOf('u')).toEqual([])
  tagger.span.value = { annotationId: 'u', from: 6, to: 17 }
  press('text-drug')
  expect(session.store.entitiesOf('u')[0]).toMatchObject({ from: 7, to: 16, start: at(12), end: at(13) })
  press('text-drug')
  expect(session.store.entitiesOf('u')).toEqual([])
  // What must be hidden marks words where words are chosen, else the stretch.
  press('name')
  expect(session.store.entitiesOf('u').length).toBe(1)
  expect(tags('u')).toEqual([])
  session.select(['v'])
  expect(tagger.span.peek()).toBeNull()
})

test('without an utterance a label’s key starts a stretch as ever, and after closing as well', async () => {
  const { session, tagger, keyer, press, tags } = await studio()
  session.select([])
  press('joy')
  expect(keyer.running.peek().length).toBe(1)
  keyer.letGo()
  tagger[Symbol.dispose]()
  session.select(['u'])
  press('anger')
  expect(keyer.running.peek().length).toBe(1)
  expect(tags('u')).toEqual([])
})

test('text is cut where marks begin and end, and marks that share words lie in different rows', () => {
  const mark = (id: string, from: number, to: number) => ({ id, from, to }) as EntityRecord
  const runs = textRuns(20, [mark('long', 2, 12), mark('short', 4, 6), mark('over', 10, 15)])
  expect(
    runs.map((r) => [
      r.from,
      r.to,
      r.marks
        .map((m) => `${m.entity.id}${m.row}`)
        .sort()
        .join(),
    ]),
  ).toEqual([
    [0, 2, ''],
    [2, 4, 'long1'],
    [4, 6, 'long1,short0'],
    [6, 10, 'long1'],
    [10, 12, 'long1,over0'],
    [12, 15, 'over0'],
    [15, 20, ''],
  ])
  expect(textRuns(0, [])).toEqual([])
})
