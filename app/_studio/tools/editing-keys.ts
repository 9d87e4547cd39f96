/** Editing's commands for the key layer and the palette, beside those of timeline-keys.ts. */
import { effect, untracked } from '@preact/signals-core'
import type { Text } from '../../_text/text.ts'
import type { KeyCommand, KeyRegistry } from '../keys/keys.ts'
import type { AttributeState } from './attributes/attribute-states.ts'
import { fillSelected } from './draw-inside/draw-inside.ts'
import type { Editor } from './editor.ts'
import { stretchToShown } from './stretch/stretch.ts'

export function registerEditingKeys(keys: KeyRegistry, editor: Editor, text: Text): Disposable {
  const stack = new DisposableStack()
  stack.use(keys.register(...commands(editor, text)))
  let choices: Disposable | null = null
  stack.defer(() => choices?.[Symbol.dispose]())
  stack.defer(
    effect(() => {
      const state = editor.attributes.state.value
      // Registering is a change of the keys, which this must not hear of.
      untracked(() => {
        choices?.[Symbol.dispose]()
        choices =
          state && editor.session.editable ? keys.register(...attributeCommands(editor, state, text)) : null
      })
    }),
  )
  let answers: Disposable | null = null
  stack.defer(() => answers?.[Symbol.dispose]())
  stack.defer(
    effect(() => {
      const on = editor.adjudicator.settings.value !== null
      untracked(() => {
        answers?.[Symbol.dispose]()
        answers = on ? keys.register(...adjudicationCommands(editor, text)) : null
      })
    }),
  )
  return stack
}

function adjudicationCommands({ adjudicator }: Editor, text: Text): KeyCommand[] {
  const t = text.editing.adjudicate
  const command = (id: string, title: string, chords: string[], run: () => void): KeyCommand => ({
    id: `adjudicate.${id}`,
    title,
    group: text.keys.groups.mode,
    keys: chords,
    repeat: false,
    run,
  })
  return [
    command('a', t.answers.a, ['1'], () => adjudicator.answer('a')),
    command('b', t.answers.b, ['2'], () => adjudicator.answer('b')),
    command('both', t.answers.both, ['3'], () => adjudicator.answer('both')),
    command('merge', t.answers.merge, ['4'], () => adjudicator.answer('merge')),
    command('neither', t.answers.neither, ['0'], () => adjudicator.answer('neither')),
    command('agreed', t.takeAgreed, ['5'], () => adjudicator.takeAgreed()),
    command('next', t.next, ['PageDown'], () => adjudicator.go(1)),
    command('previous', t.previous, ['PageUp'], () => adjudicator.go(-1)),
  ]
}

/** Commands that come and go with a mode and go before labels then; labels keep their keys meanwhile. */
export const isModeKey = (id: string): boolean => /^(attribute|adjudicate)\./.test(id)

function attributeCommands({ attributes }: Editor, state: AttributeState, text: Text): KeyCommand[] {
  const t = text.editing.commands
  const command = (id: string, title: string, chord: string, run: () => void): KeyCommand => ({
    id: `attribute.${id}`,
    title,
    group: text.keys.groups.mode,
    keys: chord ? [chord.length === 1 ? chord.toUpperCase() : chord] : [],
    repeat: false,
    run,
  })
  return [
    ...state.choices.map((choice, i) =>
      command(`choice.${i}`, `${state.definition.name}: ${choice.value}`, choice.key, () =>
        attributes.choose(choice.value),
      ),
    ),
    command('next', t.nextAttribute, 'ArrowDown', () => attributes.step(1)),
    command('previous', t.previousAttribute, 'ArrowUp', () => attributes.step(-1)),
    command('clear', t.clearAttribute, 'Backspace', () => attributes.clear()),
  ]
}

function commands(editor: Editor, text: Text): KeyCommand[] {
  const { session, timeline, nudger, clipboard, keyer, dialog } = editor
  const t = text.editing.commands
  const selected = () => session.selection.peek().size > 0
  const editable = () => session.editable
  const open = (which: NonNullable<typeof dialog.value>) => () => {
    dialog.value = which
  }
  const group = text.keys.groups.annotations
  const command = (
    id: string,
    title: string,
    chords: string[],
    run: () => void,
    more?: Partial<KeyCommand>,
  ) => ({
    id: `edit.${id}`,
    title,
    group,
    keys: chords,
    run,
    repeat: false,
    ...more,
  })
  const nudge = (id: string, title: string, chord: string, frames: number) =>
    command(id, title, [chord], () => nudger.nudge(frames), {
      repeat: true,
      release: () => nudger.finish(),
      enabled: editable,
    })
  return [
    nudge('nudge-back', t.nudgeBack, 'Alt+ArrowLeft', -1),
    nudge('nudge-forward', t.nudgeForward, 'Alt+ArrowRight', 1),
    nudge('nudge-back-ten', t.nudgeBackTen, 'Alt+Shift+ArrowLeft', -10),
    nudge('nudge-forward-ten', t.nudgeForwardTen, 'Alt+Shift+ArrowRight', 10),
    command('active-edge', t.activeEdge, [';'], () => nudger.cycleEdge()),
    command('copy', t.copy, ['Mod+C'], () => clipboard.copy(), { enabled: selected }),
    command('cut', t.cut, ['Mod+X'], () => clipboard.cut(), { enabled: () => selected() && editable() }),
    // With the browser's own key its `paste` event brings the text; another key has to ask for it.
    command('paste', t.paste, ['Mod+V'], () => editor.pasteSoon(), { browserToo: true, enabled: editable }),
    command('duplicate', t.duplicate, ['Mod+D'], () => clipboard.duplicate(), {
      enabled: () => selected() && editable(),
    }),
    command('fill', t.fill, ['Shift+Enter'], () => fillSelected(timeline), { enabled: editable }),
    command('stretch', t.stretch, ['Alt+T'], () => {
      timeline.stretching.value = !timeline.stretching.peek()
    }),
    command('stretch-start-here', t.stretchStart, ['Alt+I'], () => stretchToShown(timeline, 'start'), {
      enabled: selected,
    }),
    command('stretch-end-here', t.stretchEnd, ['Alt+O'], () => stretchToShown(timeline, 'end'), {
      enabled: selected,
    }),
    command('retime', t.retime, ['Alt+M'], open('retime'), { enabled: editable }),
    command('select-where', t.selectWhere, ['Alt+A'], open('select')),
    command('change-selected', t.changeSelected, ['Alt+U'], open('change'), {
      enabled: () => selected() && editable(),
    }),
    command('in-the-way', t.inTheWay, ['Alt+W'], () => editor.showInTheWay(), {
      enabled: () => session.notice.peek()?.annotationId !== undefined,
    }),
    command('attributes', t.attributes, ['Alt+Enter'], () => editor.attributes.toggle(), {
      enabled: editable,
    }),
    command('next', t.next, ['PageDown'], () => editor.selectBeside(1), { repeat: true }),
    command('previous', t.previous, ['PageUp'], () => editor.selectBeside(-1), { repeat: true }),
    command('select-same', t.selectSame, ['Mod+Shift+A'], () => editor.selectSame(), { enabled: selected }),
    command(
      'relabel-next',
      t.relabelNext,
      ['Alt+X'],
      () => {
        keyer.relabelling.value = !keyer.relabelling.peek()
      },
      { enabled: () => selected() && editable() },
    ),
    command('adjudicate', t.adjudicate, ['Alt+J'], () => editor.adjudicator.toggle(), { enabled: editable }),
    command('label-mode', t.labelMode, ['Alt+H'], () =>
      keyer.setMode(keyer.mode.peek() === 'hold' ? 'toggle' : 'hold'),
    ),
  ]
}
