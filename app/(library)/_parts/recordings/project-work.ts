/** Whether a job is work of a project that belongs to no file yet, and is to be shown: it goes on or has failed. Pure. */
export const bringsRecording = (job: { assetId: string | null; state: string }): boolean =>
  job.assetId === null && job.state !== 'done' && job.state !== 'cancelled'
