import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What stands for something else in the name of a test that runs for several. */
const PLACE = /\$\{[^}]*\}|%[a-z]|\$\w+/;

/**
 * Whether `file` has a test of this name, or calls for one from a helper beside it. A name that is put together
 * may be written as it stands in the source, or as it is for one of several whose words stand in `file`.
 */
export function hasTest(file: string, name: string): boolean {
  const own = sourceOf(file);
  const helpers = ts
    .preProcessFile(own.text)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('./'))
    .map(({ fileName }) => path.join(path.dirname(file), `${fileName}.ts`));
  return [own, ...helpers.map(sourceOf)].flatMap(namesIn).some((template) => {
    const fixed = template.split(PLACE);
    if (template === name || fixed.join('').trim() === '') return template === name;
    const pattern = fixed.map((text) => text.replace(/[^\w\s]/g, '\\$&')).join('(.+)');
    const words = new RegExp(`^${pattern}$`).exec(name)?.slice(1);
    return words?.every((word) => own.text.includes(word)) ?? false;
  });
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The first arguments of all `test(...)` and `test.each(...)(...)`, without their quotes. */
function namesIn(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) names.push(name.text);
      else if (name && ts.isTemplateExpression(name)) names.push(name.getText().slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isTest(callee: ts.Expression): boolean {
  return /^test(\.each\b|$)/.test(callee.getText()) && !/^test\.each$/.test(callee.getText());
}
