/**
 * Labels for what is said about illness and treatment: spans of the transcript that can be linked to a terminology, and
 * relations between them. They lie on no track: a word is marked where it stands.
 */
import { LABEL_SET_DEFAULTS, type LabelSet } from '../document/records.ts'
import { label } from './build.ts'
import * as c from './colors.ts'

const text = (id: string, name: string, color: string, about: string, key?: string) =>
  label(`text-${id}`, name, color, about, { use: 'text', ...(key !== undefined && { key }) })
const relation = (id: string, name: string, color: string, about: string) =>
  label(`relation-${id}`, name, color, about, { use: 'relation' })

export const clinicalText: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Clinical text',
  labels: [
    text('problem', 'Problem', c.RED, 'A disease, symptom, complaint or finding.', 'p'),
    text('drug', 'Drug', c.BLUE, 'A medicine, by ingredient or brand.', 'd'),
    text('dose', 'Dose', c.SKY, 'Amount, form, route or frequency of a drug.', 's'),
    text('procedure', 'Procedure', c.GREEN, 'What is done: an operation, therapy or test.', 'r'),
    text('anatomy', 'Anatomy', c.OCHRE, 'A part of the body.', 'a'),
    text('instrument', 'Instrument', c.TEAL, 'A device or tool that is used.', 't'),
    text('measurement', 'Measurement', c.PURPLE, 'A value, with its unit.', 'v'),
    text('when', 'Time', c.BROWN, 'When, how long, how often.', 'w'),
    text('substance', 'Substance', c.MAGENTA, 'Alcohol, tobacco, a drug that is no medicine.', 'u'),
    text('negation', 'Negation', c.GREY, 'Words that say it is not so.', 'n'),
    relation('treats', 'treats', c.GREEN, 'From the drug or procedure to the problem.'),
    relation('causes', 'causes', c.RED, 'From the cause to what it brings about.'),
    relation('dose-of', 'dose of', c.SKY, 'From the dose to its drug.'),
    relation('located-in', 'located in', c.OCHRE, 'From the problem or procedure to the part of the body.'),
    relation('happens', 'happens at', c.BROWN, 'From what happens to the time.'),
    relation('negates', 'negates', c.GREY, 'From the words that negate to what they negate.'),
    relation('same-as', 'same as', c.PURPLE, 'Two mentions of one thing.'),
    relation('answers', 'answers', c.BLUE, 'From an utterance to the question it answers.'),
  ],
  tracks: [],
}
