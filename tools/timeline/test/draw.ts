import fs from 'node:fs';
import { goldenFile, picturesOf, titles } from './pictures';

/** `npm run pictures`: draws the golden pictures from the recorded runs. Look at what has changed. */
for (const name of Object.keys(titles)) {
  for (const [ending, content] of Object.entries(picturesOf(name))) {
    const file = goldenFile(name, ending);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === content) continue;
    fs.writeFileSync(file, content);
    console.log(file);
  }
}
