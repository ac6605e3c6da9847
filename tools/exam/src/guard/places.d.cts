export function labOf(testFile: string): string;
export function placesIn(stack: string, lab: string): string[];
export function placeOf(file: string, line: number, lab: string): string | undefined;
export function bestOf(places: readonly string[]): string | undefined;
