'use client'
/** Builds a search line by line: what it is, how it lies in time to something else, what follows it. */
import { Plus, X } from 'lucide-react'
import { type Condition, type Query, SAME } from '#media/core/search/query.ts'
import { GAPPED, RELATION_NAMES, type RelationName } from '#media/core/search/relations.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Select } from '../../_ui/select.tsx'
import { ConditionLine } from './condition-line.tsx'
import { Length } from './length-field.tsx'
import type { QueryChoices } from './query-choices.ts'

interface QueryFormProps {
  query: Query
  choices: QueryChoices
  onChange: (query: Query) => void
}

const firstCondition = (choices: QueryChoices): Condition =>
  choices.label[0]
    ? { field: 'label', values: [choices.label[0]], not: false }
    : { field: 'text', value: 'text', not: false }

export function QueryForm({ query, choices, onChange }: QueryFormProps) {
  const t = useText().search
  const set = (change: Partial<Query>) => onChange({ ...query, ...change })
  const replace = <T,>(list: readonly T[], at: number, one: T | null): T[] =>
    one === null ? list.filter((_, i) => i !== at) : list.map((old, i) => (i === at ? one : old))
  return (
    <div className="flex flex-col gap-3 rounded-md bg-canvas p-3">
      <Lines title={t.find} filter={query.find} choices={choices} onChange={(find) => set({ find })} />
      {query.relations.map((related, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div key={k} className="flex flex-col gap-1.5 border-t border-line pt-3">
          <div className="flex flex-wrap items-center gap-1.5">
            <Select
              size="small"
              label={t.relation}
              className="w-auto!"
              value={related.not ? 'not' : 'yes'}
              options={[
                { value: 'yes', label: t.lies },
                { value: 'not', label: t.liesNot },
              ]}
              onChange={(v) =>
                set({ relations: replace(query.relations, k, { ...related, not: v === 'not' }) })
              }
            />
            {GAPPED.has(related.relation) && (
              <Length
                label={t.within}
                ticks={related.within}
                onChange={(within) => set({ relations: replace(query.relations, k, { ...related, within }) })}
              />
            )}
            <Select<RelationName>
              size="small"
              label={t.relation}
              className="w-auto!"
              value={related.relation}
              options={RELATION_NAMES.map((value) => ({ value, label: t.relations[value] }))}
              onChange={(relation) =>
                set({
                  relations: replace(query.relations, k, {
                    ...related,
                    relation,
                    within: GAPPED.has(relation) ? related.within : null,
                  }),
                })
              }
            />
            <span className="flex-1" />
            <IconButton
              size="small"
              label={t.removeLine}
              icon={<X className="size-3.5" />}
              onClick={() => set({ relations: replace(query.relations, k, null) })}
            />
          </div>
          <Lines
            filter={related.to}
            choices={choices}
            onChange={(to) =>
              set({ relations: replace(query.relations, k, to.length ? { ...related, to } : null) })
            }
          />
        </div>
      ))}
      {query.steps.map((step, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <div key={k} className="flex flex-col gap-1.5 border-t border-line pt-3">
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-ink-2">{t.followedBy}</span>
            <Length
              label={t.within}
              ticks={step.within}
              onChange={(within) => set({ steps: replace(query.steps, k, { ...step, within }) })}
            />
            <span className="flex-1" />
            <IconButton
              size="small"
              label={t.removeLine}
              icon={<X className="size-3.5" />}
              onClick={() => set(withSteps(query, replace(query.steps, k, null)))}
            />
          </div>
          <Lines
            filter={step.to}
            choices={choices}
            onChange={(to) =>
              set(withSteps(query, replace(query.steps, k, to.length ? { ...step, to } : null)))
            }
          />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() =>
            set({
              relations: [
                ...query.relations,
                { relation: 'after', not: false, within: null, to: [firstCondition(choices)] },
              ],
            })
          }
        >
          {t.addRelation}
        </Button>
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => set({ steps: [...query.steps, { within: null, to: [firstCondition(choices)] }] })}
        >
          {t.addStep}
        </Button>
        {query.steps.length > 0 && (
          <Length label={t.whole} ticks={query.whole} onChange={(whole) => set({ whole })} />
        )}
        {(query.relations.length > 0 || query.steps.length > 0) && (
          <fieldset className="flex flex-wrap items-center gap-3">
            <legend className="float-left mr-3 text-ink-2">{t.same}</legend>
            {SAME.map((same) => (
              <Checkbox
                key={same}
                checked={query.same.includes(same)}
                onChange={(on) =>
                  set({ same: on ? [...query.same, same] : query.same.filter((s) => s !== same) })
                }
              >
                {t.sames[same]}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  )
}

/** A longest whole without steps would mean nothing. */
const withSteps = (query: Query, steps: Query['steps']): Partial<Query> => ({
  steps,
  whole: steps.length ? query.whole : null,
})

interface LinesProps {
  title?: string
  filter: readonly Condition[]
  choices: QueryChoices
  onChange: (filter: Condition[]) => void
}

function Lines({ title, filter, choices, onChange }: LinesProps) {
  const t = useText().search
  return (
    <div className="flex flex-col gap-1.5">
      {title && <span className="text-ink-2">{title}</span>}
      {filter.map((condition, k) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          key={`${k} ${condition.field}`}
          condition={condition}
          choices={choices}
          onChange={(next) => onChange(filter.map((old, i) => (i === k ? next : old)))}
          onRemove={() => onChange(filter.filter((_, i) => i !== k))}
        />
      ))}
      <div>
        <Button
          size="small"
          variant="quiet"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => onChange([...filter, firstCondition(choices)])}
        >
          {t.addCondition}
        </Button>
      </div>
    </div>
  )
}
