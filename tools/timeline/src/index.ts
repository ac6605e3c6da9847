/** Pictures of a recorded run: lanes for a terminal, an SVG, a story. The same run gives the same bytes. */
export { story } from './story/story';
export { svg, type PictureOptions } from './svg/svg';
export { lanes, type LanesOptions } from './text/lanes';
