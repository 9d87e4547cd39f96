/** Every word a person sees or hears stands in app/_text, so that it is there in every language. */
import { describe, expect, test } from 'vitest'
import { visibleLiterals } from './literals.ts'
import { readSource, repositoryFiles } from './sources.ts'

const shown = repositoryFiles().filter((file) => /^app\/(?!_text\/).*\.tsx?$/.test(file))

describe('words for people', () => {
  test.each([
    ['<p>Nothing here</p>', ['Nothing here']],
    ['<p>{n} files of {name}</p>', ['files of']],
    ["<p>{many ? 'Several' : t.one}</p>", ['Several']],
    ['<Button label="Zoom in" />', ['Zoom in']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code to be read
    ['<input aria-label={`Length of ${name}`} placeholder={t.length} />', ['Length of']],
    ["<IconButton label={on ? 'Sound off' : 'Sound on'} />", ['Sound off', 'Sound on']],
    ["<Table head={['Label', t.used]} />", ['Label']],
    [
      "keys.register({ id: 'a.b', title: 'Split here', group: 'Annotations' })",
      ['Split here', 'Annotations'],
    ],
    ["session.tell('refused', 'Nothing to split here.')", ['Nothing to split here.']],
    ["<p className=\"wide\" data-kind='list'>{t.title} · 4 ms {'…'} {count('all')}</p>", []],
    ["const kinds = { label: t.label, title: names.get('title') }", []],
  ])('%s', (code, words) => {
    expect(visibleLiterals(code).map((one) => one.text)).toEqual(words)
  })

  test('stand in app/_text and not in the code of the interface', () => {
    expect(shown.filter((file) => file.startsWith('app/_studio/')).length).toBeGreaterThan(200)
    const wrong = shown.flatMap((file) =>
      visibleLiterals(readSource(file), file.endsWith('.tsx') ? 'tsx' : 'ts').map(
        ({ line, text }) => `${file}:${line} ${text}`,
      ),
    )
    expect(wrong).toEqual([])
  })
})
