/** What is drawn from a seed, so that a finding can be had again; and bytes that are broken so. */
export { mutating } from './mutating';
export { Random } from './random';
