/**
 * Operations through a camera, filled in for laparoscopic cholecystectomy: phases and instruments of Cholec80, verbs
 * and targets of CholecT50, the three criteria of the critical view of safety of Strasberg.
 */
import { LABEL_SET_DEFAULTS, type LabelSet } from '../document/records.ts'
import { attribute, choice, label, track } from './build.ts'
import * as c from './colors.ts'

const phases = [
  label('preparation', 'Preparation', c.BLUE, 'Trocars and instruments go in, the gallbladder is exposed.', {
    key: '1',
  }),
  label(
    'calot-triangle-dissection',
    'Calot triangle dissection',
    c.OCHRE,
    'Cystic duct and cystic artery are freed, up to the critical view of safety.',
    { key: '2' },
  ),
  label(
    'clipping-and-cutting',
    'Clipping and cutting',
    c.TEAL,
    'Cystic duct and cystic artery are clipped and divided.',
    { key: '3' },
  ),
  label(
    'gallbladder-dissection',
    'Gallbladder dissection',
    c.MAGENTA,
    'The gallbladder is taken off the liver bed.',
    { key: '4' },
  ),
  label('gallbladder-packaging', 'Gallbladder packaging', c.BROWN, 'The gallbladder is put into the bag.', {
    key: '5',
  }),
  label(
    'cleaning-and-coagulation',
    'Cleaning and coagulation',
    c.PURPLE,
    'Irrigation, suction and control of bleeding.',
    { key: '6' },
  ),
  label('gallbladder-retraction', 'Gallbladder retraction', c.GREEN, 'The bag leaves through a trocar.', {
    key: '7',
  }),
]

const steps = [
  label('trocar-placement', 'Trocar placement', c.SKY, 'From the first trocar in view to the last in place.'),
  label('adhesiolysis', 'Adhesiolysis', c.BROWN, 'Adhesions to the gallbladder are divided.'),
  label('fundus-retraction', 'Fundus retraction', c.MAUVE, 'The fundus is lifted over the liver.'),
  label(
    'peritoneum-incision',
    'Peritoneal incision',
    c.OCHRE,
    'The peritoneum over the triangle is opened, front and back.',
  ),
  label('cystic-duct-dissection', 'Cystic duct dissection', c.TEAL, 'The cystic duct is freed all round.'),
  label(
    'cystic-artery-dissection',
    'Cystic artery dissection',
    c.RED,
    'The cystic artery is freed all round.',
  ),
  label('cystic-duct-clipping', 'Cystic duct clipping', c.LEAF, 'Clips on the cystic duct.'),
  label('cystic-duct-cutting', 'Cystic duct division', c.GREEN, 'The cystic duct is divided.'),
  label('cystic-artery-clipping', 'Cystic artery clipping', c.ROSE, 'Clips on the cystic artery.'),
  label('cystic-artery-cutting', 'Cystic artery division', c.MAGENTA, 'The cystic artery is divided.'),
  label(
    'liver-bed-dissection',
    'Liver bed dissection',
    c.PURPLE,
    'The gallbladder is separated from the plate.',
  ),
  label(
    'hemostasis',
    'Hemostasis',
    c.VERMILLION,
    'Bleeding from the liver bed or the trocar sites is stopped.',
  ),
  label('irrigation', 'Irrigation and suction', c.BLUE, 'Washing and suction of the field.'),
]

const instruments = [
  label('grasper', 'Grasper', c.BLUE, 'Tip or shaft of a grasper in view.', { key: 'g' }),
  label('bipolar', 'Bipolar', c.OCHRE, 'Bipolar forceps in view.', { key: 'b' }),
  label('hook', 'Hook', c.TEAL, 'Electrocautery hook in view.', { key: 'h' }),
  label('scissors', 'Scissors', c.MAGENTA, 'Scissors in view.', { key: 'x' }),
  label('clipper', 'Clipper', c.PURPLE, 'Clip applier in view.', { key: 'c' }),
  label('irrigator', 'Irrigator', c.SKY, 'Suction and irrigation tube in view.', { key: 'w' }),
  label('specimen-bag', 'Specimen bag', c.BROWN, 'Retrieval bag in view.', { key: 'p' }),
]

const tool = choice('instrument', 'Instrument', [
  'grasper',
  'bipolar',
  'hook',
  'scissors',
  'clipper',
  'irrigator',
])
const target = choice('target', 'Target', [
  'gallbladder',
  'cystic plate',
  'cystic duct',
  'cystic artery',
  'cystic pedicle',
  'blood vessel',
  'fluid',
  'abdominal wall or cavity',
  'liver',
  'adhesion',
  'omentum',
  'peritoneum',
  'gut',
  'specimen bag',
])
const hand = choice('hand', 'Hand', ['left', 'right', 'assistant'])
const triplet = [tool, target, hand]
export const actions = [
  label('grasp', 'Grasp', c.BLUE, 'Takes hold of the target.', { attributes: triplet }),
  label('retract', 'Retract', c.SKY, 'Pulls or pushes the target aside to show something.', {
    attributes: triplet,
  }),
  label('dissect', 'Dissect', c.OCHRE, 'Separates tissue, blunt or with energy.', { attributes: triplet }),
  label('coagulate', 'Coagulate', c.RED, 'Energy to stop or prevent bleeding.', { attributes: triplet }),
  label('clip', 'Clip', c.PURPLE, 'A clip is set.', { attributes: triplet }),
  label('cut', 'Cut', c.MAGENTA, 'The target is divided.', { attributes: triplet }),
  label('aspirate', 'Aspirate', c.TEAL, 'Fluid is sucked off.', { attributes: triplet }),
  label('irrigate', 'Irrigate', c.LEAF, 'The field is washed.', { attributes: triplet }),
  label('pack', 'Pack', c.BROWN, 'The specimen is put into the bag.', { attributes: triplet }),
]

const severity = choice('severity', 'Severity', ['minor', 'moderate', 'major'], true)
const consequence = attribute('consequence', 'What was done', 'text')
const anomalies = [
  label('bleeding', 'Bleeding', c.RED, 'Bleeding that changes what the surgeon does.', {
    key: '8',
    code: 'SCT:131148009',
    attributes: [
      severity,
      choice('source', 'Source', ['artery', 'vein', 'liver bed', 'trocar site', 'unclear']),
      consequence,
    ],
  }),
  label(
    'gallbladder-perforation',
    'Gallbladder perforation',
    c.OCHRE,
    'The gallbladder wall is opened by accident.',
    {
      key: '9',
      attributes: [severity, attribute('spillage', 'Bile or stones spilled', 'boolean'), consequence],
    },
  ),
  label('thermal-injury', 'Thermal injury', c.VERMILLION, 'Energy reaches tissue it was not meant for.', {
    attributes: [severity, target, consequence],
  }),
  label(
    'organ-injury',
    'Injury of another structure',
    c.MAGENTA,
    'Bile duct, vessel, bowel or liver is injured.',
    {
      attributes: [severity, attribute('structure', 'Structure', 'text', true), consequence],
    },
  ),
  label(
    'equipment-problem',
    'Equipment problem',
    c.GREY,
    'An instrument, the light or the camera does not work.',
    {
      attributes: [severity, consequence],
    },
  ),
  label(
    'other-anomaly',
    'Other anomaly',
    c.PURPLE,
    'Anything else out of the ordinary; say what in the note.',
    {
      key: '0',
      attributes: [severity, consequence],
    },
  ),
]

const clarity = choice('clarity', 'Clarity', ['clear', 'doubtful'])
const criticalView = [
  label(
    'cvs-two-structures',
    'Two structures',
    c.BLUE,
    'Two and only two structures enter the gallbladder.',
    {
      key: 'q',
      attributes: [clarity],
    },
  ),
  label(
    'cvs-triangle-cleared',
    'Hepatocystic triangle cleared',
    c.OCHRE,
    'The triangle is free of fat and fibrous tissue.',
    {
      key: 'e',
      attributes: [clarity],
    },
  ),
  label(
    'cvs-cystic-plate',
    'Cystic plate exposed',
    c.TEAL,
    'The lower third of the gallbladder is off the liver bed.',
    {
      key: 'r',
      attributes: [clarity],
    },
  ),
]

const outside = [
  label('out-of-body', 'Out of body', c.GREY, 'The camera is outside the patient, or being cleaned.', {
    key: 'u',
  }),
]

const moments = [
  label('critical-moment', 'Critical moment', c.RED, 'A decision or act that the outcome hangs on.', {
    key: 't',
  }),
  label('teaching-point', 'Teaching point', c.GREEN, 'Worth showing to trainees.', { key: 'y' }),
  label('question', 'Question', c.SKY, 'To be discussed with the group.', { key: 'z' }),
]

export const procedure: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Procedure',
  labels: [
    ...phases,
    ...steps,
    ...actions,
    ...instruments,
    ...anomalies,
    ...criticalView,
    ...outside,
    ...moments,
  ],
  tracks: [
    track('phase', 'Phase', 'gapless', phases, { height: 40 }),
    track('step', 'Step', 'trims', steps, { parentId: 'phase' }),
    track('action', 'Action', 'allowed', actions),
    track('instrument', 'Instruments', 'allowed', instruments, { height: 48 }),
    track('anomaly', 'Anomaly', 'allowed', anomalies),
    track('critical-view', 'Critical view of safety', 'allowed', criticalView),
    track('outside', 'Out of body', 'refused', outside, { height: 24 }),
    track('moment', 'Moments', 'allowed', moments, { kind: 'events' }),
  ],
}
