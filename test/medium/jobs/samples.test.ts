/** Real recordings, each a trap of its own, through the whole of the preparation. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adoptFile, manifestOf } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'
import { hasSharedData, sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'

const SAMPLES = [
  'video/surg_laparoscopy_rvimlab_endo.mp4',
  'video/endo_25i_tff.mp4',
  'video/endo_2997_dropframe_tmcd_burnin.mov',
  'video/endo_audio_offset_250ms.mp4',
  'video/endo_hevc10.mp4',
  'video/endo_vfr_gap.mp4',
  'gait/pose2sim_single_cam01.mp4',
  'gait/sports2d_demo_walk.mp4',
  'video/tricky/androidx_bbb_800x640_768kbps_30fps_avc_2b_firstpts_10_sec.mp4',
  'video/tricky/androidx_bbb_800x640_768kbps_30fps_avc_pyramid_3b.mp4',
  'video/tricky/androidx_h265_bframes.mp4',
  'video/tricky/androidx_hdr10-av1.mp4',
  'video/tricky/androidx_sample_edit_list.mp4',
  'video/tricky/androidx_sample_fragmented.mp4',
  'video/tricky/mediabunny_cursed-vfr.mp4',
  'video/tricky/mediabunny_frames.webm',
  'video/tricky/mediabunny_rotate-buck-bunny.mp4',
  'video/tricky/mediabunny_video-h265.mp4',
  'video/tricky/torchcodec_h264_10bits.mp4',
  'video/tricky/torchcodec_nasa_13013.mp4',
]

await testDatabase()
let worker: Worker
let project: { projectId: string; userId: string }
beforeAll(async () => {
  project = await makeTestProject()
  worker = await startWorker()
})
afterAll(async () => {
  await worker?.stop()
  await closeBoss()
  await closeBus()
})

/** Frames in the reference list: one line each below the heading. */
async function referenceFrames(sample: string): Promise<number> {
  const list = sharedData(`reference/frames/${path.basename(sample)}.frames.csv`)
  return (await fs.readFile(list!, 'utf8')).trim().split('\n').length - 1
}

describe.skipIf(!hasSharedData)(hasSharedData ? 'samples' : WITHOUT_SAMPLES, () => {
  test.each(SAMPLES)('%s is prepared whole: every rendition has every frame', async (sample) => {
    const file = sharedData(sample)!
    const { assetId } = await adoptFile({
      path: file,
      fileName: path.basename(file),
      ...project,
      how: 'reference',
    })
    await jobsDone(assetId, 110)
    const asset = await db().asset.findUniqueOrThrow({
      where: { id: assetId },
      include: { renditions: true },
    })
    expect([asset.state, asset.problem]).toEqual(['ready', null])
    expect(asset.renditions.filter((r) => r.state !== 'ready').map((r) => r.name)).toEqual([])
    const manifest = await manifestOf(assetId)
    expect(manifest.warnings.filter((w) => /not used|failed|left out/.test(w))).toEqual([])
    const frames = await referenceFrames(sample)
    expect(manifest.video?.frames).toBe(frames)
    const videos = manifest.renditions.filter((r) => r.kind === 'video')
    expect(videos.map((r) => r.name)).toContain('scrub')
    for (const video of videos) expect(video.segments.reduce((sum, [, , n]) => sum + n, 0)).toBe(frames)
    expect(manifest.thumbnails?.count).toBeGreaterThan(0)
    expect(manifest.peaks).toBe(manifest.audio !== null)
  })
})
