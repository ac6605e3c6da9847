/** How many times as patient as on a quiet machine a run of jest is to be that begins now; `least` or more. */
export function patienceNow(least?: number): number;
