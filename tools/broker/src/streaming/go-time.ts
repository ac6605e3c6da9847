/** @param ms since the epoch, with a fraction. @returns it as Go prints a time: `2026-11-23 02:52:47.326236 +0100 CET` */
export function goTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const micros = Math.floor((((ms % 1000) + 1000) % 1000) * 1000);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;
  const east = -date.getTimezoneOffset();
  const offset = `${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}${two(Math.abs(east) % 60)}`;
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${day} ${time}${fraction} ${offset} ${zone ?? 'UTC'}`;
}
