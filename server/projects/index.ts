/** Projects: recordings, people and one versioned label schema. */
export {
  announceLabelSet,
  count,
  getLabelSet,
  inForce,
  labelsTopic,
  lockLabelSet,
  refuseContradictions,
  saveLabelSet,
  writeLabelSet,
} from './label-sets.ts'
export {
  type OwnTemplate,
  ownTemplate,
  ownTemplates,
  removeOwnTemplate,
  saveOwnTemplate,
} from './own-templates.ts'
export { type AuditView, projectAudit } from './project-audit.ts'
export {
  createProject,
  getProject,
  listProjects,
  makeProject,
  type NewProject,
  type ProjectView,
  setWork,
  updateProject,
} from './projects.ts'
export { TEMPLATES, type TemplateName } from './template-names.ts'
