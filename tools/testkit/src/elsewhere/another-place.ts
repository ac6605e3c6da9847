/** Makes this process one of another day, and of another host if it is told a name: imported first. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const { ANOTHER_DAY = '0', ANOTHER_HOST } = process.env;
const ms = Number(ANOTHER_DAY);
const RealDate = Date;

class LaterDate extends RealDate {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(LaterDate.now());
    else super(...(args as [number]));
  }

  static override now(): number {
    return RealDate.now() + ms;
  }
}

// Date() without new gives a text, which a class does not.
globalThis.Date = new Proxy(LaterDate, {
  apply: () => new LaterDate().toString(),
}) as DateConstructor;

const ADDRESS: os.NetworkInterfaceInfo = {
  family: 'IPv4',
  address: '10.8.0.7',
  netmask: '255.255.255.0',
  cidr: '10.8.0.7/24',
  mac: '02:42:0a:08:00:07',
  internal: false,
};

if (ANOTHER_HOST !== undefined) {
  os.hostname = () => ANOTHER_HOST;
  os.networkInterfaces = () => ({ eth0: [ADDRESS] });
  process.env.HOSTNAME = ANOTHER_HOST;
  process.env.COMPUTERNAME = ANOTHER_HOST;
  const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'another-host-'));
  const [home, temporary, app] = ['root', 'tmp', 'app'].map((name) => path.join(disk, name));
  for (const folder of [home!, temporary!, app!]) fs.mkdirSync(folder);
  // Who runs it under npm, and where, is told there to nobody.
  for (const name of Object.keys(process.env)) {
    if (/^(npm_.*|INIT_CWD|PWD|OLDPWD|USER|USERNAME|LOGNAME)$/i.test(name))
      Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, { HOME: home, USERPROFILE: home });
  Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });
  process.chdir(app!);
  process.on('exit', () => {
    // Windows removes no folder in which a process is.
    process.chdir(path.dirname(disk));
    fs.rmSync(disk, { recursive: true, force: true });
  });
}
