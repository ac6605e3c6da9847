import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import shell from 'highlight.js/lib/languages/shell';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import path from 'node:path';
import { escapeHtml } from './html';

// Under the names that our fences use; `console` colours its commands as `bash`.
highlighter.registerLanguage('bash', bash);
highlighter.registerLanguage('ts', typescript);
highlighter.registerLanguage('js', javascript);
highlighter.registerLanguage('json', json);
highlighter.registerLanguage('sh', bash);
highlighter.registerLanguage('console', shell);
highlighter.registerLanguage('yaml', yaml);

/** What a screen reader calls a block, by the language of its fence. */
const labels: Readonly<Record<string, string>> = {
  ts: 'TypeScript',
  js: 'JavaScript',
  json: 'JSON',
  sh: 'Commands',
  console: 'Terminal',
  yaml: 'YAML',
  text: 'Plain text',
};

/** The languages a fence may name. */
export const languages: readonly string[] = Object.keys(labels);

const languageByExtension: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.js': 'js',
  '.cjs': 'js',
  '.mjs': 'js',
  '.json': 'json',
  '.sh': 'sh',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.txt': 'text',
};

/** The language in which a file is shown; `undefined` for one that is not shown as text. */
export function languageOf(file: string): string | undefined {
  return languageByExtension[path.posix.extname(file)];
}

/**
 * A block of code as HTML. It takes the focus because it may be wider than the screen, and a
 * keyboard can scroll only what has the focus.
 */
export function codeBlock(code: string, language: string): string {
  const html =
    language === 'text' ? escapeHtml(code) : highlighter.highlight(code, { language }).value;
  return `<pre tabindex="0" role="group" aria-label="${labels[language] ?? language}"><code>${html}</code></pre>\n`;
}
