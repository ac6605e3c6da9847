/** Bytes into commands, and answers into bytes: the MongoDB wire protocol. */
export { Frames, LONGEST_MESSAGE, WireError } from './frames';
export { type Answer, readAnswer, readRequest, type Request } from './request';
export { writeResponse } from './response';
