/**
 * Actions as instrument, verb and target, allowed only as they occur: the combinations of CholecT50. Added to a schema
 * that has the verbs of `procedure`, it is one track more.
 */
import { LABEL_SET_DEFAULTS, type LabelSet } from '../document/records.ts'
import { track } from './build.ts'
import { actions } from './procedure.ts'

/** Instrument, verb, and the targets they were seen with. */
const SEEN: readonly (readonly [instrument: string, verb: string, targets: string])[] = [
  ['grasper', 'dissect', 'cystic plate, gallbladder, omentum'],
  [
    'grasper',
    'grasp',
    'cystic artery, cystic duct, cystic pedicle, cystic plate, gallbladder, gut, liver, omentum, peritoneum, specimen bag',
  ],
  ['grasper', 'pack', 'gallbladder'],
  [
    'grasper',
    'retract',
    'cystic duct, cystic pedicle, cystic plate, gallbladder, gut, liver, omentum, peritoneum',
  ],
  [
    'bipolar',
    'coagulate',
    'abdominal wall or cavity, blood vessel, cystic artery, cystic duct, cystic pedicle, cystic plate, gallbladder, liver, omentum, peritoneum',
  ],
  ['bipolar', 'dissect', 'adhesion, cystic artery, cystic duct, cystic plate, gallbladder, omentum'],
  ['bipolar', 'grasp', 'cystic plate, liver, specimen bag'],
  ['bipolar', 'retract', 'cystic duct, cystic pedicle, gallbladder, liver, omentum'],
  [
    'hook',
    'coagulate',
    'blood vessel, cystic artery, cystic duct, cystic pedicle, cystic plate, gallbladder, liver, omentum',
  ],
  ['hook', 'cut', 'blood vessel, peritoneum'],
  [
    'hook',
    'dissect',
    'blood vessel, cystic artery, cystic duct, cystic plate, gallbladder, omentum, peritoneum',
  ],
  ['hook', 'retract', 'gallbladder, liver'],
  ['scissors', 'coagulate', 'omentum'],
  [
    'scissors',
    'cut',
    'adhesion, blood vessel, cystic artery, cystic duct, cystic plate, liver, omentum, peritoneum',
  ],
  ['scissors', 'dissect', 'cystic plate, gallbladder, omentum'],
  ['clipper', 'clip', 'blood vessel, cystic artery, cystic duct, cystic pedicle, cystic plate'],
  ['irrigator', 'aspirate', 'fluid'],
  ['irrigator', 'dissect', 'cystic duct, cystic pedicle, cystic plate, gallbladder, omentum'],
  ['irrigator', 'irrigate', 'abdominal wall or cavity, cystic pedicle, liver'],
  ['irrigator', 'retract', 'gallbladder, liver, omentum'],
]

export const triplets: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Action triplets',
  labels: actions,
  tracks: [
    {
      ...track('triplet', 'Action triplets', 'allowed', actions),
      requiredAttributes: ['instrument', 'target'],
      combinations: {
        fields: ['instrument', 'label', 'target'],
        rows: SEEN.flatMap(([instrument, verb, targets]) =>
          targets.split(', ').map((target) => [instrument, verb, target]),
        ),
      },
    },
  ],
}
