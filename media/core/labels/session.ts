/**
 * Conversations, above all psychotherapy: who speaks, what is said, emotion as category with valence and
 * arousal, codes of utterances after motivational interviewing, and what must be hidden before the recording is shared.
 */
import { LABEL_SET_DEFAULTS, type LabelSet } from '../document/records.ts'
import { attribute, choice, label, trace, track } from './build.ts'
import * as c from './colors.ts'

const speakers = [
  { id: 'therapist', name: 'Therapist', color: c.BLUE, key: '1' },
  { id: 'client', name: 'Client', color: c.VERMILLION, key: '2' },
  { id: 'other-speaker', name: 'Other person', color: c.TEAL, key: '3' },
]

const transcript = [
  label('utterance', 'Utterance', c.SKY, 'What somebody says, word for word.', { key: '4' }),
  label('non-verbal', 'Laughter, sigh, tears', c.MAUVE, 'A sound that is no word.', {
    attributes: [choice('sound', 'Sound', ['laughter', 'sigh', 'crying', 'cough', 'other'])],
  }),
  label('silence', 'Silence', c.GREY, 'A pause that means something.'),
]

const who = choice('of', 'Whose', ['client', 'therapist', 'other'])
const intensity = choice('intensity', 'Intensity', ['weak', 'clear', 'strong'])
const feeling = [who, intensity]
const emotions = [
  label('joy', 'Joy', c.OCHRE, 'Happy, amused, relieved.', { key: 'q', attributes: feeling }),
  label('sadness', 'Sadness', c.BLUE, 'Sad, hurt, hopeless.', { key: 'w', attributes: feeling }),
  label('anger', 'Anger', c.RED, 'Irritated, angry, contemptuous.', { key: 'e', attributes: feeling }),
  label('fear', 'Fear', c.PURPLE, 'Anxious, worried, afraid.', { key: 'r', attributes: feeling }),
  label('disgust', 'Disgust', c.GREEN, 'Disgusted, repelled.', { key: 't', attributes: feeling }),
  label('surprise', 'Surprise', c.MAGENTA, 'Surprised, startled.', { key: 'y', attributes: feeling }),
  label('shame', 'Shame or guilt', c.BROWN, 'Ashamed, embarrassed, guilty.', {
    key: 'u',
    attributes: feeling,
  }),
  label('neutral', 'Neutral', c.GREY, 'No emotion stands out.', { key: 'n', attributes: [who] }),
]

const ratings = [
  label('affect', 'Valence and arousal', c.TEAL, 'A rating of one stretch: both from −1 to 1.', {
    key: 'a',
    attributes: [
      attribute('valence', 'Valence', 'number', true),
      attribute('arousal', 'Arousal', 'number', true),
      who,
    ],
  }),
]

const codes = [
  label('open-question', 'Open question', c.BLUE, 'Therapist: invites to tell.', { key: '5' }),
  label('closed-question', 'Closed question', c.SKY, 'Therapist: can be answered in a word.', { key: '6' }),
  label('simple-reflection', 'Simple reflection', c.TEAL, 'Therapist: says back what was said.', {
    key: '7',
  }),
  label('complex-reflection', 'Complex reflection', c.GREEN, 'Therapist: says back with meaning added.', {
    key: '8',
  }),
  label('affirmation', 'Affirmation', c.OCHRE, 'Therapist: names a strength or an effort.', { key: '9' }),
  label('information', 'Giving information', c.BROWN, 'Therapist: informs, with or without permission.', {
    attributes: [attribute('permission', 'With permission', 'boolean')],
  }),
  label('advice', 'Advice', c.MAUVE, 'Therapist: suggests or advises.', {
    attributes: [attribute('permission', 'With permission', 'boolean')],
  }),
  label('confrontation', 'Confrontation', c.RED, 'Therapist: disagrees, argues, blames, warns.'),
  label('change-talk', 'Change talk', c.LEAF, 'Client: speaks for change.', {
    key: '0',
    attributes: [choice('strength', 'Strength', ['weak', 'clear', 'strong'])],
  }),
  label('sustain-talk', 'Sustain talk', c.MAGENTA, 'Client: speaks for staying as it is.', {
    key: 's',
    attributes: [choice('strength', 'Strength', ['weak', 'clear', 'strong'])],
  }),
  label('follow-neutral', 'Follow, neutral', c.GREY, 'Client: neither for change nor against.', { key: 'f' }),
]

const privacy = [
  label('name', 'Name', c.RED, 'A name of a person.', { key: 'x', private: true }),
  label('place', 'Place', c.VERMILLION, 'Address, town, workplace, school.', { key: 'c', private: true }),
  label('date', 'Date or age', c.OCHRE, 'A date, a birthday, an age over 89.', { key: 'd', private: true }),
  label('contact', 'Contact or number', c.MAGENTA, 'Telephone, e-mail, insurance or record number.', {
    key: 'v',
    private: true,
  }),
  label('face', 'Face or body', c.PURPLE, 'The picture shows who it is.', { key: 'g', private: true }),
  label('other-identifying', 'Other identifying', c.BROWN, 'Anything else a person could be known by.', {
    key: 'b',
  }),
]

export const session: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Session',
  speakers,
  labels: [...transcript, ...emotions, ...ratings, ...codes, ...privacy],
  tracks: [
    track('transcript', 'Transcript', 'allowed', transcript, { kind: 'transcript', height: 56 }),
    track('emotion', 'Emotion', 'allowed', emotions),
    trace('valence', 'Valence', { minName: 'unpleasant', maxName: 'pleasant' }),
    trace('arousal', 'Arousal', { minName: 'calm', maxName: 'excited' }),
    track('affect', 'Valence and arousal', 'allowed', ratings, { height: 24 }),
    track('code', 'Utterance codes', 'allowed', codes),
    track('privacy', 'Privacy', 'allowed', privacy, { height: 24 }),
  ],
}
