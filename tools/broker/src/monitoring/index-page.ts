/** A page with a link to each of `paths`. */
export function indexPage(title: string, paths: readonly string[]): string {
  const links = paths.map((path) => `    <a href="${path}">${path}</a><br/>\n`).join('');
  return `<html lang="en">\n  <head><title>${title}</title></head>\n  <body>\n${links}  </body>\n</html>\n`;
}
