import fs from 'node:fs'
import fc from 'fast-check'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { eaf } from '#media/core/formats/eaf/index.ts'
import { sniffFormat } from '#media/core/formats/index.ts'
import { webvtt } from '#media/core/formats/webvtt/index.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { documents, ntscIndex } from '#test/kit/export-input.ts'
import { sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'

const context = { index: null, offset: tick(0), fileName: 'sample' }
const ms = (t: Tick): number => t / 705_600

const eafFile = sharedData('annotations/elan/childproject_example.eaf')
const vttFile = sharedData('annotations/subtitles/typical.vtt')
const schema = sharedData('annotations/elan/EAFv3.0.xsd')

describe('a real ELAN file', () => {
  it.skipIf(!eafFile)(`comes in with every time kept (${WITHOUT_SAMPLES} otherwise)`, () => {
    const text = fs.readFileSync(eafFile!, 'utf8')
    const slots = new Map(
      [...text.matchAll(/TIME_SLOT_ID="(\w+)" TIME_VALUE="(\d+)"/g)].map((m) => [m[1]!, Number(m[2])]),
    )
    const expected = [...text.matchAll(/TIME_SLOT_REF1="(\w+)" TIME_SLOT_REF2="(\w+)"/g)]
      .map((m) => `${slots.get(m[1]!)} ${slots.get(m[2]!)}`)
      .sort()
    expect(expected.length).toBe([...text.matchAll(/<ALIGNABLE_ANNOTATION /g)].length)
    expect(expected.length).toBe(296)
    const imported = eaf.read(text, context)
    expect(imported.problems).toEqual([])
    const references = new Set(
      [...text.matchAll(/<TIER [^>]*PARENT_REF="[^"]*"[^>]*TIER_ID="([^"]+)"/g)].map((m) => m[1]),
    )
    const aligned = imported.tracks.filter((t) => !references.has(t.name))
    expect(aligned.map((t) => t.name)).toContain('CHI')
    expect(
      aligned
        .flatMap((t) => t.annotations)
        .map((a) => `${ms(a.start)} ${ms(a.end)}`)
        .sort(),
    ).toEqual(expected)
    const dependent = imported.tracks.filter((t) => references.has(t.name)).flatMap((t) => t.annotations)
    expect(dependent.length).toBe([...text.matchAll(/<REF_ANNOTATION /g)].length)
    expect(sniffFormat('x.eaf', text)?.id).toBe('eaf')
  })
})

describe('a real WebVTT file', () => {
  it.skipIf(!vttFile)(`comes in with every time kept (${WITHOUT_SAMPLES} otherwise)`, () => {
    const text = fs.readFileSync(vttFile!, 'utf8')
    const imported = webvtt.read(text, context)
    expect(imported.problems).toEqual([])
    expect(imported.tracks[0]!.annotations.map((a) => [ms(a.start), ms(a.end), a.speech?.text])).toEqual([
      [0, 1234, 'This is the first subtitle.'],
      [2345, 3456, 'This is the second subtitle.'],
    ])
  })
})

describe('EAF that we write', () => {
  it.skipIf(!schema)(`is valid against EAFv3.0.xsd (${WITHOUT_SAMPLES} otherwise)`, () => {
    using xsd = XmlDocument.fromBuffer(fs.readFileSync(schema!), { url: 'EAFv3.0.xsd' })
    using validator = XsdValidator.fromDoc(xsd)
    fc.assert(
      fc.property(documents(ntscIndex(60)), (input) => {
        using document = XmlDocument.fromString(eaf.write(input).file.text)
        validator.validate(document)
      }),
      { numRuns: 40 },
    )
  })
})
