// What scripts/run.sh says and asks about the demo: is the address free, is the operator ready, who is who,
// and the one-time codes out of the operator's log.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const [verb, ...args] = process.argv.slice(2);
const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);

async function free(listen) {
  const at = listen.lastIndexOf(':');
  const server = createServer();
  await new Promise((done, refuse) => {
    server.once('error', refuse);
    server.listen(Number(listen.slice(at + 1)), listen.slice(0, at), done);
  }).catch((error) => {
    console.error(`run: ${listen} cannot be used (${error.code}): is the demo running already?`);
    console.error('run: another address: TONGBAO_DEMO_LISTEN=127.0.0.1:8710 make run');
    process.exit(1);
  });
  server.close();
}

async function ready(listen, pid) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(`http://${listen}/healthz`).then((answer) => answer.ok, () => false)) return;
    try {
      process.kill(Number(pid), 0);
    } catch {
      console.error('run: the operator ended at its start');
      process.exit(1);
    }
    await sleep(100);
  }
  console.error('run: the operator does not answer');
  process.exit(1);
}

/** Prints rows of cells in columns. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}`);
  }
}

function who(data, listen) {
  const demo = JSON.parse(readFileSync(`${data}/demo.json`, 'utf8'));
  console.log(`\n${bold('The demo is open.')} Operator: http://${listen}, log: .demo/operator.log\n`);
  console.log(JSON.stringify(demo));
  table([['']]);
}

function codes() {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const found = /one-time code\D*(\d{6})\b/i.exec(line);
    if (found) console.log(`\n${bold(`>>> one-time code: ${found[1]}`)}\n`);
  });
}

await { free, ready, who, codes }[verb](...args);
