// Writes the texts of paycode's vectors as seeds for fuzzing, each to its family's target and to
// the target that reads any code: a vector that is added is a seed at once.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const vectors = '../crates/paycode/vectors';
const made = 'seeds/made';
rmSync(made, { recursive: true, force: true });
const targets = readdirSync('src/bin').map((file) => file.replace('.rs', ''));
for (const file of readdirSync(vectors)) {
  const family = file.replace('.json', '');
  // A family may have several files of vectors: the longest name of a target that begins it.
  const own = targets
    .filter((target) => `paycode_${family}`.startsWith(target))
    .sort((a, b) => b.length - a.length)[0];
  JSON.parse(readFileSync(join(vectors, file), 'utf8')).forEach(({ text }, index) => {
    for (const target of new Set(['paycode_read', own ?? 'paycode_read'])) {
      mkdirSync(join(made, target), { recursive: true });
      writeFileSync(join(made, target, `${family}_${String(index).padStart(2, '0')}`), text);
    }
  });
}
