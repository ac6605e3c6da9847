// Loaded into a copy before its own code: it believes that it runs elsewhere, at a moment that the test
// chose. Copies differ in many ways on a developer's machine, and in few where services run.
const os = require('node:os');
const { COPY_HOST: host, COPY_PID: pid, COPY_STARTED: started } = process.env;
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [Number(started)]));
  }
  static now() {
    return Number(started);
  }
};
os.hostname = () => host;
if (pid) Object.defineProperty(process, 'pid', { value: Number(pid) });
