/** Names and units of columns from the lines above the samples, in the ways motion capture and loggers write them. */

export interface NamedColumn {
  readonly name: string
  readonly unit: string
}

const UNIT =
  /^[([]?(s|sec|ms|us|µs|min|hz|khz|n|kn|nm|n\.?m|nmm|n\.?mm|n\/kg|nm\/kg|w|w\/kg|v|mv|uv|µv|a|ma|g|mg|m|cm|mm|km|mm\/s|cm\/s|m\/s|mm\/s\^?2|m\/s\^?2|m\/s²|deg|degree|degrees|°|rad|deg\/s|°\/s|dps|rad\/s|deg\/s\^?2|ut|µt|t|gauss|pa|kpa|hpa|mbar|bar|mmhg|cmh2o|%|bpm|1\/min|l|ml|l\/min|ml\/min|c|°c|k|db|au|a\.u\.|px|us\/cm|µs|us|count|counts|-)[)\]]?$/i
const BRACKETS = /^(.*?)\s*[([]\s*([^()[\]]{1,20})\s*[)\]]$/

/** @param header rows above the samples, split; @param width columns of the samples */
export function namesAndUnits(header: readonly (readonly string[])[], width: number): NamedColumn[] {
  // What has far fewer cells than the samples is a title or a setting, not a row of names.
  const rows = header.filter(
    (cells) => cells.length >= Math.max(1, width * 0.5) && cells.some((c) => c !== ''),
  )
  const wide = width === 1 ? rows.slice(-2) : rows.filter((cells) => cells.length > 1)
  const motion = wide.findIndex((cells) => /^frame#$/i.test(cells[0] ?? ''))
  if (motion >= 0) return trcNames(header, wide, motion, width)
  const last = wide.at(-1)
  const isUnits = (cells: readonly string[] | undefined): boolean => {
    const said = cells?.filter((c) => c !== '') ?? []
    return said.length > 0 && said.filter((c) => UNIT.test(c)).length >= 0.7 * said.length
  }
  const unitRow = wide.length > 1 && isUnits(last) ? last : null
  const nameRow = unitRow ? wide.at(-2) : last
  const above = wide[wide.indexOf(nameRow!) - 1]
  const group = above && isGroup(above, width) ? spread(above, width) : null
  return Array.from({ length: width }, (_, at) => {
    const own = nameRow?.[at] ?? ''
    const bracket = BRACKETS.exec(own)
    const unit = clean(unitRow?.[at] ?? '') || (bracket?.[1] ? bracket[2]!.trim() : '')
    const name = unitRow?.[at] || !bracket?.[1] ? own : bracket[1]!
    const prefix = group?.[at] ?? ''
    return { name: [prefix, name].filter(Boolean).join(' ').slice(0, 200), unit: unit.slice(0, 50) }
  })
}

const clean = (unit: string): string => (unit === '-' ? '' : unit.replace(/^[([]|[)\]]$/g, ''))

/** A row that names blocks of columns, each name once: ",,Plate 1,,,Plate 2,,". */
const isGroup = (cells: readonly string[], width: number): boolean => {
  const said = cells.slice(0, width).filter((c) => c !== '').length
  return said > 0 && said <= 0.6 * width && cells.slice(1).some((c) => c === '')
}

function spread(cells: readonly string[], width: number): string[] {
  let name = ''
  return Array.from({ length: width }, (_, at) => {
    name = cells[at] || name
    return name
  })
}

/** TRC: a row of marker names over a row X1 Y1 Z1 …, the unit in the row under "Units". */
function trcNames(
  header: readonly (readonly string[])[],
  wide: readonly (readonly string[])[],
  motion: number,
  width: number,
): NamedColumn[] {
  const markers = spread(wide[motion]!, width)
  const axes = wide[motion + 1] ?? []
  let unit = ''
  for (const [i, cells] of header.entries()) {
    const at = cells.findIndex((c) => /^units$/i.test(c))
    if (at >= 0) unit = header[i + 1]?.[at] ?? ''
  }
  return Array.from({ length: width }, (_, at) => {
    if (at < 2) return { name: at === 0 ? 'Frame' : 'Time', unit: at === 1 ? 's' : '' }
    const axis = (axes[at] ?? '').replace(/\d+$/, '')
    return { name: `${markers[at]} ${axis}`.trim(), unit }
  })
}
