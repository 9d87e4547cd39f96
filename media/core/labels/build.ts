/** Short forms in which the shipped templates are written. */
import {
  ATTRIBUTE_DEFAULTS,
  type AttributeDefinition,
  LABEL_DEFAULTS,
  type Label,
  type LabelUse,
  type Policy,
  TEMPLATE_DEFAULTS,
  type TraceScale,
  type TrackTemplate,
} from '../document/records.ts'

interface LabelOptions {
  key?: string
  /** Code of a terminology, only where it is certain. */
  code?: string
  attributes?: AttributeDefinition[]
  use?: LabelUse
  /** What carries it must be hidden before sharing. */
  private?: boolean
}

export function label(
  id: string,
  name: string,
  color: string,
  description: string,
  options: LabelOptions = {},
): Label {
  const { key = null, code = null, attributes = [], use = 'mark' } = options
  return {
    ...LABEL_DEFAULTS,
    id,
    name,
    color,
    key,
    code,
    description,
    attributes,
    use,
    private: options.private ?? false,
  }
}

export function choice(key: string, name: string, choices: string[], required = false): AttributeDefinition {
  return { ...ATTRIBUTE_DEFAULTS, key, name, kind: 'choice', choices, required }
}

export function attribute(
  key: string,
  name: string,
  kind: 'text' | 'number' | 'boolean',
  required = false,
): AttributeDefinition {
  return { ...ATTRIBUTE_DEFAULTS, key, name, kind, choices: [], required }
}

interface TrackOptions {
  kind?: 'intervals' | 'events' | 'transcript'
  parentId?: string
  height?: number
}

export function track(
  id: string,
  name: string,
  policy: Policy,
  labels: readonly Label[],
  options: TrackOptions = {},
): TrackTemplate {
  const { kind = 'intervals', parentId = null, height = 32 } = options
  return { ...TEMPLATE_DEFAULTS, id, kind, name, policy, parentId, labelIds: labels.map((l) => l.id), height }
}

/** A value that is rated while the recording plays, from −1 to 1 where nothing else is said. */
export function trace(id: string, name: string, scale: Partial<TraceScale> = {}): TrackTemplate {
  return {
    ...TEMPLATE_DEFAULTS,
    id,
    kind: 'trace',
    name,
    policy: 'allowed',
    height: 56,
    scale: { min: -1, max: 1, unit: '', minName: '', maxName: '', ...scale },
  }
}
