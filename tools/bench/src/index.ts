/** How fast the embedded broker is, beside the real server: `npm run bench -- --server PATH`. */
export { type Report, reportOf } from './report';
export { type Results, run } from './run/run';
export { allScenarios, type Scenario, type Store } from './run/scenarios';
export { serversFor, type ServerUnderTest } from './run/servers';
