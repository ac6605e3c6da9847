/**
 * The learner's and the author's commands (`npm start`, `npm test`, `npm run verify`,
 * `npm run starters`), each a file under `commands`, and what learners see of `npm test` in a lab,
 * under `reporter`. Other rooms take from here where the workbook is and which labs it has.
 */
export { WorkbookError } from './error';
export { type Lab, listLabs, type Step } from './lab';
export { findRoot } from './root';
