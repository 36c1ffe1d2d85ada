import type { Summary } from '../result.js';

/** Of a run that looked at no source. */
export const NO_PINS: Summary = {
  filesSeen: 0,
  filesParsed: 0,
  pins: 0,
  breaks: 0,
  survives: 0,
  unprotected: 0,
  unrelated: 0,
  unresolved: 0,
  unreadLanguages: {},
};
