/**
 * Walking: initial contact (IC) and foot off (FO) of each foot as events, stance and swing that follow from them, trials
 * and perturbations.
 */
import { LABEL_SET_DEFAULTS, type LabelSet } from '../document/records.ts'
import { attribute, choice, label, track } from './build.ts'
import * as c from './colors.ts'

const contact = choice('contact', 'First part to touch', ['heel', 'flat foot', 'forefoot', 'unclear'])
const ground = choice('surface', 'Surface', ['floor', 'force plate', 'treadmill', 'step'])

const left = [
  label('ic-left', 'Initial contact left', c.BLUE, 'First frame in which the left foot touches the ground.', {
    key: 'a',
    attributes: [contact, ground],
  }),
  label('fo-left', 'Foot off left', c.SKY, 'First frame in which the left foot has left the ground.', {
    key: 'q',
  }),
]
const right = [
  label(
    'ic-right',
    'Initial contact right',
    c.RED,
    'First frame in which the right foot touches the ground.',
    {
      key: 'd',
      attributes: [contact, ground],
    },
  ),
  label(
    'fo-right',
    'Foot off right',
    c.VERMILLION,
    'First frame in which the right foot has left the ground.',
    {
      key: 'e',
    },
  ),
]
const stanceLeft = [
  label('stance-left', 'Stance left', c.BLUE, 'From initial contact left to foot off left.'),
  label('swing-left', 'Swing left', c.GREY, 'From foot off left to the next initial contact left.'),
]
const stanceRight = [
  label('stance-right', 'Stance right', c.RED, 'From initial contact right to foot off right.'),
  label('swing-right', 'Swing right', c.GREY, 'From foot off right to the next initial contact right.'),
]

const trialAttributes = [
  choice('footwear', 'Footwear', ['barefoot', 'shoes', 'orthosis', 'prosthesis'], true),
  choice('aid', 'Walking aid', ['none', 'cane', 'crutches', 'walker', 'person']),
  choice('speed', 'Speed', ['slow', 'comfortable', 'fast']),
  choice('direction', 'Direction', [
    'towards the camera',
    'away from the camera',
    'left to right',
    'right to left',
  ]),
  attribute('valid', 'Valid', 'boolean'),
]
const trials = [
  label('walking', 'Walking', c.TEAL, 'A walking trial, from the first step that counts to the last.', {
    key: '1',
    attributes: trialAttributes,
  }),
  label('running', 'Running', c.OCHRE, 'A running trial.', { key: '2', attributes: trialAttributes }),
  label('standing', 'Quiet standing', c.GREEN, 'Standing still, for calibration.', { key: '3' }),
  label('turning', 'Turn', c.PURPLE, 'A turn between two trials.', { key: '4' }),
  label('stairs', 'Stairs', c.BROWN, 'Up or down steps.', { key: '5', attributes: trialAttributes }),
]

const recovery = choice('recovery', 'Recovery', ['none needed', 'stepping', 'arms', 'harness', 'fall'])
const perturbations = [
  label('slip', 'Slip', c.MAGENTA, 'The foot slides.', { key: '6', attributes: [recovery] }),
  label('trip', 'Trip', c.OCHRE, 'The swinging foot is caught.', { key: '7', attributes: [recovery] }),
  label('push', 'Push', c.PURPLE, 'A push or pull from outside.', {
    key: '8',
    attributes: [choice('from', 'From', ['front', 'back', 'left', 'right']), recovery],
  }),
  label('freezing', 'Freezing', c.RED, 'Feet stay in place although the person means to walk.', { key: '9' }),
]

const quality = [
  label('occluded', 'Foot hidden', c.GREY, 'A foot cannot be seen; contacts here are estimates.', {
    key: 'h',
  }),
  label('not-usable', 'Not usable', c.BROWN, 'Steps here do not count.', { key: 'x' }),
]

export const gait: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Gait',
  labels: [...left, ...right, ...stanceLeft, ...stanceRight, ...trials, ...perturbations, ...quality],
  tracks: [
    track('trial', 'Trial', 'refused', trials),
    track('left', 'Left foot', 'allowed', left, { kind: 'events' }),
    track('stance-left', 'Left stance and swing', 'refused', stanceLeft, { height: 24 }),
    track('right', 'Right foot', 'allowed', right, { kind: 'events' }),
    track('stance-right', 'Right stance and swing', 'refused', stanceRight, { height: 24 }),
    track('perturbation', 'Perturbation', 'allowed', perturbations),
    track('quality', 'Quality', 'allowed', quality, { height: 24 }),
  ],
}
