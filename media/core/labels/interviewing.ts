/**
 * Codes for utterances of motivational interviewing, as three schemes that can be added: the behaviour counts and global
 * ratings of MITI 4.2.1 (Moyers, Manuel and Ernst 2014), the codes of MISC 2.5 (Houck, Moyers, Miller, Glynn and Hallgren
 * 2010), and the coarser ones of the corpus AnnoMI (Wu et al. 2022). The codes are theirs; the definitions are short, in
 * our own words, and take no manual's place.
 */
import {
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  LABEL_SET_DEFAULTS,
  type Label,
  type LabelSet,
} from '../document/records.ts'
import { choice, label, track } from './build.ts'
import * as c from './colors.ts'

const rating = (key: string, name: string): AttributeDefinition => ({
  ...ATTRIBUTE_DEFAULTS,
  ...{ key, name, kind: 'number', choices: [], required: true, min: 1, max: 5 },
})

const behaviour = [
  label('miti-gi', 'Giving information', c.BROWN, 'Informs or explains, without advising.', {
    code: 'GI',
    key: 'g',
  }),
  label(
    'miti-persuade',
    'Persuade',
    c.VERMILLION,
    'Tries to change an opinion or behaviour by argument, advice or facts, without asking leave.',
    {
      ...{ code: 'Persuade', key: 'p' },
    },
  ),
  label(
    'miti-persuade-permission',
    'Persuade with permission',
    c.ROSE,
    'The same after asking leave, or where the other asked for it, with autonomy kept.',
    {
      code: 'Persuade with',
    },
  ),
  label('miti-q', 'Question', c.BLUE, 'Any question, open or closed.', { code: 'Q', key: 'q' }),
  label('miti-sr', 'Simple reflection', c.TEAL, 'Says back what was said, adding little.', {
    code: 'SR',
    key: 'r',
  }),
  label('miti-cr', 'Complex reflection', c.GREEN, 'Says back with meaning, feeling or emphasis added.', {
    ...{ code: 'CR', key: 'c' },
  }),
  label('miti-af', 'Affirm', c.OCHRE, 'Names a strength, effort or value of the other, genuinely.', {
    code: 'AF',
    key: 'a',
  }),
  label(
    'miti-seek',
    'Seeking collaboration',
    c.SKY,
    'Shares power: asks leave, asks what the other thinks of it, agrees on what to talk about.',
    {
      ...{ code: 'Seek', key: 's' },
    },
  ),
  label('miti-emphasize', 'Emphasizing autonomy', c.PURPLE, 'Says clearly that the choice is the other’s.', {
    ...{ code: 'Emphasize', key: 'e' },
  }),
  label('miti-confront', 'Confront', c.RED, 'Disagrees openly, argues, blames, shames, warns or ridicules.', {
    ...{ code: 'Confront', key: 'x' },
  }),
]

const globals = [
  label(
    'miti-globals',
    'Global ratings',
    c.MAUVE,
    'Four ratings from 1 to 5 of one stretch, usually twenty minutes; 3 is where one begins.',
    {
      attributes: [
        rating('cultivating-change-talk', 'Cultivating change talk'),
        rating('softening-sustain-talk', 'Softening sustain talk'),
        rating('partnership', 'Partnership'),
        rating('empathy', 'Empathy'),
      ],
    },
  ),
]

export const miti: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'MITI 4.2.1',
  labels: [...behaviour, ...globals],
  tracks: [
    track('miti', 'MITI behaviour', 'allowed', behaviour),
    track('miti-globals', 'MITI global ratings', 'allowed', globals, { height: 24 }),
  ],
}

type Code = readonly [code: string, name: string, color: string, about: string, key?: string]
const coded = (scheme: string, attributes: AttributeDefinition[] = []) => {
  return ([code, name, color, about, key]: Code): Label =>
    label(`${scheme}-${code.toLowerCase()}`, name, color, about, {
      ...{ code, attributes },
      ...(key !== undefined && { key }),
    })
}

const THERAPIST: readonly Code[] = [
  ['ADP', 'Advise with permission', c.LEAF, 'Suggests or advises after asking leave, or when asked.'],
  ['ADW', 'Advise without permission', c.VERMILLION, 'Suggests or advises unasked.'],
  ['AF', 'Affirm', c.OCHRE, 'Something positive about the client: effort, strength, thanks.', 'a'],
  ['CO', 'Confront', c.RED, 'Disagrees, argues, corrects, shames, blames, labels.', 'x'],
  ['DI', 'Direct', c.BROWN, 'Orders or commands.', 'd'],
  ['EC', 'Emphasize control', c.PURPLE, 'Says that the client decides.', 'e'],
  ['FA', 'Facilitate', c.GREY, 'A short sign to go on: “mm-hm”, “I see”.', 'f'],
  ['FI', 'Filler', c.GREY, 'Small talk that belongs to nothing else.'],
  ['GI', 'Giving information', c.SKY, 'Informs, explains, feeds back.', 'g'],
  ['QUO', 'Open question', c.BLUE, 'A question with room for many answers.', 'q'],
  ['QUC', 'Closed question', c.SKY, 'A question with a short answer: yes, no, a number.', 'w'],
  ['RCP', 'Raise concern with permission', c.MAUVE, 'Points at a possible problem, after asking leave.'],
  ['RCW', 'Raise concern without permission', c.ROSE, 'Points at a possible problem, unasked.'],
  ['RES', 'Simple reflection', c.TEAL, 'Says back what was said, adding little.', 'r'],
  ['REC', 'Complex reflection', c.GREEN, 'Says back with meaning or feeling added.', 'c'],
  ['RF', 'Reframe', c.LEAF, 'Puts what was said in another light.'],
  ['SU', 'Support', c.TEAL, 'Sympathetic or compassionate.', 's'],
  ['ST', 'Structure', c.MAUVE, 'Says what comes next in the session.'],
  ['WA', 'Warn', c.MAGENTA, 'Threatens with a consequence.'],
]
const strength = [
  choice('side', 'Side', ['+ change', '- sustain'], true),
  choice('strength', 'Strength', ['low', 'medium', 'high']),
]
const CLIENT: readonly Code[] = [
  ['D', 'Desire', c.OCHRE, 'Wants, or does not want, to change.', '5'],
  ['AB', 'Ability', c.TEAL, 'Is able, or unable, to change.', '6'],
  ['R', 'Reason', c.BLUE, 'A reason for or against the change.', '7'],
  ['N', 'Need', c.RED, 'Must, or need not, change.', '8'],
  ['C', 'Commitment', c.GREEN, 'Will, or will not, change.', '9'],
  ['TS', 'Taking steps', c.PURPLE, 'Has lately done something for it, or against it.', '0'],
  ['O', 'Other', c.BROWN, 'Other talk that leans to change or away from it.'],
]
const CLIENT_NEUTRAL: readonly Code[] = [
  ['FN', 'Follow, neutral', c.GREY, 'Goes along without leaning to change or away from it.', 'n'],
  ['ASK', 'Ask', c.SKY, 'Asks for information, or what the therapist thinks.'],
]
const therapist = THERAPIST.map(coded('misc'))
const client = [...CLIENT.map(coded('misc', strength)), ...CLIENT_NEUTRAL.map(coded('misc'))]

export const misc: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'MISC 2.5',
  labels: [...therapist, ...client],
  tracks: [
    track('misc-therapist', 'MISC therapist', 'allowed', therapist),
    track('misc-client', 'MISC client', 'allowed', client),
  ],
}

const annomiTherapist = [
  label('annomi-question', 'question', c.BLUE, 'A question.', {
    ...{ key: 'q', attributes: [choice('subtype', 'Kind', ['open', 'closed'], true)] },
  }),
  label('annomi-reflection', 'reflection', c.TEAL, 'Says back what the client said or meant.', {
    ...{ key: 'r', attributes: [choice('subtype', 'Kind', ['simple', 'complex'], true)] },
  }),
  label('annomi-therapist-input', 'therapist_input', c.BROWN, 'Anything else that brings in content.', {
    key: 't',
    attributes: [choice('subtype', 'Kind', ['information', 'advice', 'options', 'negotiation'], true)],
  }),
  label('annomi-other', 'other', c.GREY, 'None of these.', { key: 'x' }),
]
const annomiClient = [
  label('annomi-change', 'change', c.LEAF, 'Speaks for changing.', { key: 'c' }),
  label('annomi-neutral', 'neutral', c.GREY, 'Leans neither way.', { key: 'n' }),
  label('annomi-sustain', 'sustain', c.MAGENTA, 'Speaks for staying as it is.', { key: 's' }),
]

export const annoMi: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'AnnoMI',
  labels: [...annomiTherapist, ...annomiClient],
  tracks: [
    track('annomi-therapist', 'Therapist behaviour', 'allowed', annomiTherapist),
    track('annomi-client', 'Client talk', 'allowed', annomiClient),
  ],
}
