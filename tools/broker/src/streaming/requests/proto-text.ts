import { PublishField, type PublishReader } from '@workbook/protocol';

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

/** A PubMsg as the real server's log shows it: the text format of protobuf, with a blank after each field. */
export function protoText(message: PublishReader): string {
  return Object.entries(PublishField)
    .filter(([, field]) => message.size(field) > 0)
    .map(([name, field]) => {
      const bytes = message.bytes.subarray(message.start(field), message.end(field));
      const text = bytes.toString('latin1').replaceAll(/[^ -~]|["\\]/g, escaped);
      return `${name}:"${text}" `;
    })
    .join('');
}

function escaped(letter: string): string {
  return ESCAPES[letter] ?? `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
