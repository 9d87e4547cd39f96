/**
 * A recording's annotations as columns, in one statement: the database puts the numbers of all rows one behind the other
 * as bytes, so that neither it nor we make an object for a row. Track, layer, label and author of a row are one number
 * into the short list of those that occur together.
 */
import type { ColumnRow, Numbered, RowText, SearchColumns } from '#media/core/search/columns.ts'
import { COMMENT, NONE, withRows } from '#media/core/search/columns.ts'
import { prepared } from '../platform/db.ts'

const READ = `
  WITH a AS MATERIALIZED (
    SELECT "start", "end", "id", "note", "attributes", "trackId", "layerId", "labelId", coalesce("authorId", '') AS "authorId",
      row_number() OVER (ORDER BY "start", "end", "id") - 1 AS "row"
    FROM "annotation" WHERE "recordingId" = $1
  ), places AS (
    SELECT *, (row_number() OVER ())::int - 1 AS "n" FROM (SELECT DISTINCT "trackId", "layerId", "labelId", "authorId" FROM a) d
  ), sorted AS (
    SELECT a."start", a."end", a."id", p."n"
    FROM a JOIN places p USING ("trackId", "layerId", "labelId", "authorId") ORDER BY a."row"
  )
  SELECT r."revision",
    (SELECT count(*)::int FROM a) AS "count", s."starts", s."ends", s."places" AS "rowPlaces", s."ids",
    (SELECT jsonb_agg(jsonb_build_array("trackId", "layerId", "labelId", "authorId") ORDER BY "n") FROM places) AS "places",
    (SELECT jsonb_agg(jsonb_build_array("row", "note", "attributes")) FROM a
      WHERE "note" <> '' OR "attributes" <> '{}'::jsonb) AS "texts",
    (SELECT jsonb_agg(jsonb_build_array(c."id", c."start", c."end", c."text", coalesce(c."authorId", ''),
        coalesce(t."trackId", ''), coalesce(t."layerId", '')))
      FROM "comment" c LEFT JOIN a t ON t."id" = c."annotationId" WHERE c."recordingId" = $1) AS "comments"
  FROM "recording" r, (
    SELECT string_agg(int8send("start"), ''::bytea) AS "starts", string_agg(int8send("end"), ''::bytea) AS "ends",
      string_agg(int4send("n"), ''::bytea) AS "places", string_agg("id", E'\\n') AS "ids"
    FROM sorted
  ) s WHERE r."id" = $1`

interface Row {
  revision: number
  count: number
  starts: Buffer | null
  ends: Buffer | null
  rowPlaces: Buffer | null
  ids: string | null
  places: [track: string, layer: string, label: string, author: string][] | null
  texts: [row: number, note: string, attributes: RowText['attributes']][] | null
  comments:
    | [id: string, start: number, end: number, text: string, author: string, track: string, layer: string][]
    | null
}

export interface ReadColumns {
  readonly revision: number
  readonly columns: SearchColumns
  /** About what they take in memory. */
  readonly bytes: number
}

/** Null when there is no such recording. */
export async function readColumns(recordingId: string): Promise<ReadColumns | null> {
  const [row] = await prepared<Row>('search-columns', READ, [recordingId])
  if (!row) return null
  const { count } = row
  const places = row.places ?? []
  const rowPlaces = numbersOf(row.rowPlaces, count, places.length)
  const ids = row.ids ?? ''
  const texts = new Map((row.texts ?? []).map(([n, note, attributes]) => [n, { note, attributes }]))
  const columns: SearchColumns = {
    length: count,
    starts: ticksOf(row.starts, count),
    ends: ticksOf(row.ends, count),
    track: column(
      rowPlaces,
      places.map((p) => p[0]),
    ),
    layer: column(
      rowPlaces,
      places.map((p) => p[1]),
    ),
    label: column(
      rowPlaces,
      places.map((p) => p[2]),
    ),
    author: column(
      rowPlaces,
      places.map((p) => p[3] || NONE),
    ),
    texts,
    idOf: idsIn(ids, count),
  }
  const comments = (row.comments ?? []).map(
    ([id, start, end, note, authorId, trackId, layerId]): ColumnRow => ({
      id,
      start,
      end,
      note,
      attributes: {},
      labelId: COMMENT,
      trackId,
      layerId,
      authorId,
    }),
  )
  let written = 0
  for (const text of texts.values()) written += 200 + 4 * text.note.length
  for (const comment of comments) written += 400 + 4 * comment.note.length
  return {
    revision: row.revision,
    columns: withRows(columns, comments),
    bytes: count * 32 + ids.length + written,
  }
}

function ticksOf(bytes: Buffer | null, count: number): Float64Array {
  const ticks = new Float64Array(count)
  if (!bytes) return ticks
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // Two halves: whole ticks are far below 2^53, and no bigint is made.
  for (let i = 0; i < count; i++) ticks[i] = view.getInt32(i * 8) * 2 ** 32 + view.getUint32(i * 8 + 4)
  return ticks
}

function numbersOf(bytes: Buffer | null, count: number, places: number): Uint16Array | Uint32Array {
  const numbers = places < 2 ** 16 ? new Uint16Array(count) : new Uint32Array(count)
  if (!bytes) return numbers
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let i = 0; i < count; i++) numbers[i] = view.getInt32(i * 4)
  return numbers
}

/** The rows' places as numbers of one list of distinct ids. */
function column(rowPlaces: Uint16Array | Uint32Array, perPlace: readonly string[]): Numbered {
  const ids = [...new Set(perPlace)]
  const known = new Map(ids.map((id, n) => [id, n]))
  const numberOf = Uint32Array.from(perPlace, (id) => known.get(id)!)
  const numbers = ids.length < 2 ** 16 ? new Uint16Array(rowPlaces.length) : new Uint32Array(rowPlaces.length)
  for (let i = 0; i < numbers.length; i++) numbers[i] = numberOf[rowPlaces[i]!]!
  return { numbers, ids }
}

const UUID = 36

/** Ids are nearly always as long as each other; then they are cut out of the one text when they are asked for. */
function idsIn(text: string, count: number): (row: number) => string {
  if (text.length === count * (UUID + 1) - 1 && evenly(text, count))
    return (row) => text.slice(row * (UUID + 1), row * (UUID + 1) + UUID)
  const ids = text.split('\n')
  return (row) => ids[row]!
}

function evenly(text: string, count: number): boolean {
  for (let i = 1; i < count; i++) if (text.charCodeAt(i * (UUID + 1) - 1) !== 10) return false
  return true
}
