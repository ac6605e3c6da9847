import { age } from '../age';
import type { KubeObject, LabelSelector, Labels, PodTemplate } from '../objects';
import { type Column, column } from './resource';

export const NAME: Column = column('Name', ({ metadata }) => metadata.name);

export const AGE: Column = column('Age', ({ metadata }, now) =>
  age(metadata.creationTimestamp, now),
);

type WithTemplate = KubeObject & { spec: { selector: LabelSelector; template: PodTemplate } };

/** What `-o wide` adds for everything that makes pods. */
export const TEMPLATE_COLUMNS: readonly Column<WithTemplate>[] = [
  column<WithTemplate>('Containers', ({ spec }) => of(spec.template, 'name'), true),
  column<WithTemplate>('Images', ({ spec }) => of(spec.template, 'image'), true),
  column<WithTemplate>('Selector', ({ spec }) => labels(spec.selector.matchLabels), true),
];

function of(template: PodTemplate, key: 'name' | 'image'): string {
  return template.spec.containers.map((container) => container[key]).join(',');
}

export function labels(given: Labels | undefined): string {
  const pairs = Object.entries(given ?? {}).map(([name, value]) => `${name}=${value}`);
  return pairs.join(',') || '<none>';
}
