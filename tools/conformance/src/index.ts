/** The server under test of the conformance statements, with its clients. */
export { commandUnderTest } from './server';
export { StoredServer } from './stored-server';
export { story } from './story';
export { Target, useTarget } from './target';
