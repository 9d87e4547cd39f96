'use client'
/** One file of the recording: what it is, how healthy, which versions there are, and the work on it. */
import { RotateCcw, X } from 'lucide-react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Badge, Status, type Tone } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Progress } from '#app/_ui/progress.tsx'
import { Select } from '#app/_ui/select.tsx'
import { placementText } from '#media/core/asset/placement.ts'
import { tick } from '#media/core/time/tick.ts'
import type { AssetView } from '#server/recordings/index.ts'
import { bytes, lasting, percent } from '../../../_parts/format.ts'
import { Filmstrip } from '../../../_parts/recordings/filmstrip.tsx'
import { stepWords } from '../../../_parts/recordings/step-words.ts'
import { useAction } from '../../../_parts/use-action.ts'
import { mediaFacts, pictureStreams, renditionWords } from './media-facts.ts'
import { SignalSettings, signalReportOf } from './signal-settings.tsx'

export type Job = AssetView['jobs'][number]

const TONES: Record<string, Tone> = { uploading: 'accent', preparing: 'accent', ready: 'ok', failed: 'error' }

const VERSION_TONES: Record<string, Tone> = { preparing: 'accent', ready: 'plain', failed: 'error' }

interface MediaFileProps {
  asset: AssetView
  /** Whether the recording's clock and frames are this file's; null where it is the only file. */
  main: boolean | null
  /** Live, newest first. */
  jobs: readonly Job[]
  mayWork: boolean
  /** Whether this person may choose what is shown. */
  mayChoose: boolean
  onChanged: () => void
}

export function MediaFile({ asset, main, jobs: all, mayWork, mayChoose, onChanged }: MediaFileProps) {
  const text = useText()
  const t = text.recording
  const words: Readonly<Record<string, string>> = t.fileStates
  // Comparing sounds is no preparation: it may fail without harm to the file.
  const jobs = all.filter((job) => job.name !== 'match-sound' && job.name !== 'align-words')
  const signal = signalReportOf(asset.probe)
  const asked = asset.state === 'failed' && signal?.question != null
  const state: { tone: Tone; word: string } = asked
    ? { tone: 'warn', word: text.signals.settings.asked }
    : asset.state === 'preparing' && asset.manifest
      ? { tone: 'accent', word: text.recordings.playable }
      : { tone: TONES[asset.state] ?? 'plain', word: words[asset.state] ?? asset.state }
  const working = jobs.filter((job) => job.state === 'queued' || job.state === 'running')
  const retry = useAction(async () => {
    await trpc.assets.retry.mutate({ assetId: asset.id })
    onChanged()
  })
  const cancel = useAction(async () => {
    await trpc.assets.cancel.mutate({ assetId: asset.id })
    onChanged()
  })
  const show = useAction(async (video: number) => {
    await trpc.assets.showStream.mutate({ assetId: asset.id, video })
    onChanged()
  })
  const streams = pictureStreams(asset.probe, t)
  const problem = retry.problem ?? cancel.problem ?? show.problem
  const stopped = jobs[0]?.state === 'cancelled' || jobs[0]?.state === 'failed'
  const versions = asset.manifest?.renditions ?? []
  const sizes = new Map(asset.renditions.map((rendition) => [rendition.name, rendition]))
  const names = [...new Set([...versions.map((version) => version.name), ...sizes.keys()])]
  return (
    <article
      aria-label={asset.fileName}
      className="border-t border-line pt-4 pb-6 first:border-t-0 first:pt-0"
    >
      <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 dir="auto" className="min-w-0 truncate text-body" title={asset.fileName}>
          {asset.title || asset.fileName}
        </h3>
        {asset.title && (
          <span dir="auto" className="truncate text-small text-ink-3">
            {asset.fileName}
          </span>
        )}
        {main !== null && (
          <span className="text-small text-ink-2 tabular-nums" data-testid="place">
            {main ? (
              <Badge tone="accent">{text.cameras.filePage.main}</Badge>
            ) : (
              text.cameras.filePage.begins(placementText({ offset: tick(asset.offset), rate: asset.rate }))
            )}
          </span>
        )}
        <Status tone={state.tone} className="text-ink-2">
          {state.word}
        </Status>
        <span className="flex-1" />
        {mayWork && !asked && (asset.state === 'failed' || (stopped && working.length === 0)) && (
          <Button
            size="small"
            icon={<RotateCcw aria-hidden className="size-3" />}
            loading={retry.busy}
            onClick={() => retry.run()}
          >
            {t.prepareAgain}
          </Button>
        )}
      </header>
      {problem && <ErrorNote className="mb-3">{problem}</ErrorNote>}
      {asset.problem && asset.state === 'failed' && (
        <ErrorNote tone={asked ? 'warn' : 'error'} className="mb-3">
          {asset.problem}
          {!signal?.question && ` ${t.originalKept}`}
        </ErrorNote>
      )}
      {working.map((job) => (
        <JobLine key={job.id} job={job} cancel={mayWork ? cancel : null} />
      ))}
      {asset.manifest && !asset.manifest.signal && (
        <Filmstrip
          assetId={asset.id}
          facts={asset.manifest.thumbnails}
          many={8}
          sound={asset.manifest.video === null}
          height={56}
          className="mb-3 max-md:*:nth-[n+5]:hidden"
        />
      )}
      {asset.manifest?.warnings.map((warning) => (
        <ErrorNote key={warning} tone="warn" className="mb-2">
          {warning}
        </ErrorNote>
      ))}
      <dl className="grid gap-x-8 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {mediaFacts(asset, text).map((fact) => (
          <div key={fact.name} className="flex gap-3">
            <dt className="w-20 shrink-0 text-ink-3">{fact.name}</dt>
            <dd
              className="min-w-0 break-words text-ink"
              title={fact.name === 'SHA-256' ? (asset.sha256 ?? '') : undefined}
            >
              {fact.value}
            </dd>
          </div>
        ))}
      </dl>
      {signal && mayWork && (
        <SignalSettings
          // Read again, it begins with what was read.
          key={JSON.stringify(signal.settings)}
          assetId={asset.id}
          fileName={asset.fileName}
          report={signal}
          busy={working.length > 0}
          onChanged={onChanged}
        />
      )}
      {streams.words.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="w-20 shrink-0 text-ink-3">{t.shown}</span>
          <Select
            size="small"
            className="w-72"
            label={t.shownOf(asset.fileName)}
            disabled={!mayChoose || working.length > 0 || show.busy}
            value={String(streams.shown)}
            options={streams.words.map((label, i) => ({ value: String(i), label }))}
            onChange={(value) => Number(value) !== streams.shown && show.run(Number(value))}
          />
          <span className="text-small text-ink-3">{t.shownAbout}</span>
        </div>
      )}
      {names.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center gap-1.5">
          <span className="w-20 shrink-0 text-ink-3 sm:mr-1.5">{t.versions}</span>
          {names.map((name) => {
            const made = sizes.get(name)
            const versionState =
              made?.state ?? versions.find((version) => version.name === name)?.state ?? 'ready'
            return (
              <Badge key={name} tone={VERSION_TONES[versionState] ?? 'plain'}>
                {renditionWords(name, t)}
                {made && made.bytes > 0 && versionState === 'ready' && (
                  <span className="text-ink-3">{bytes(made.bytes, text.values)}</span>
                )}
                {versionState === 'preparing' && <span>{t.beingMade}</span>}
                {versionState === 'failed' && <span>{t.failed}</span>}
              </Badge>
            )
          })}
        </div>
      )}
    </article>
  )
}

function JobLine({
  job,
  cancel,
}: {
  job: Job
  cancel: { run: () => Promise<boolean>; busy: boolean } | null
}) {
  const { recording: t, recordings, values, common } = useText()
  const waiting = job.state === 'queued' && job.progress === 0
  const left = job.secondsLeft === null ? '' : `, ${values.left(lasting(job.secondsLeft))}`
  const words = waiting
    ? recordings.waitsItsTurn
    : `${stepWords(job.step, recordings) || t.atWork}, ${percent(job.progress)}${left}`
  return (
    <div className="mb-3 flex items-center gap-3 rounded-md bg-sunken px-3 py-2" data-job={job.name}>
      <div className="min-w-0 flex-1">
        <p className="text-ink-2" aria-live="polite">
          {words}
        </p>
        <Progress value={waiting ? 0 : job.progress} label={words} className="mt-1.5" />
      </div>
      {cancel && (
        <Button
          size="small"
          variant="quiet"
          icon={<X aria-hidden className="size-3.5" />}
          loading={cancel.busy}
          onClick={() => cancel.run()}
        >
          {common.cancel}
        </Button>
      )}
    </div>
  )
}
