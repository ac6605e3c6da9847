/**
 * Notes and labs as web pages. One function renders them all and checks every link on the way;
 * `npm run notes` is that function with a face.
 */
export type { Page } from './page';
export { describe, type Problem } from './problem';
export { renderSite, type Site, type SiteOptions } from './site';
