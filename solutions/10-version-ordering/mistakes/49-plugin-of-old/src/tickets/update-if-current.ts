import type { Schema } from 'mongoose';

/** As the course's plugin did it, with the hooks of mongoose 5 to 8. */
export function updateIfCurrent(schema: Schema): void {
  const pre = schema.pre.bind(schema) as unknown as (
    name: string,
    hook: (this: { isNew: boolean; increment(): void }, next: () => void) => void,
  ) => void;
  pre('save', function (next) {
    if (!this.isNew) this.increment();
    next();
  });
}
