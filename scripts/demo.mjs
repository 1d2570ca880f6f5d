// What scripts/run.sh asks and says about the demo: where it listens, whether that is free, whether the operator
// is ready, who is who, and the one-time codes out of the operator's log.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const [verb, ...args] = process.argv.slice(2);
const read = (data) => JSON.parse(readFileSync(`${data}/demo.json`, 'utf8'));
const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);

async function free(listen) {
  const at = listen.lastIndexOf(':');
  const server = createServer();
  await new Promise((done, refuse) => {
    server.once('error', refuse);
    server.listen(Number(listen.slice(at + 1)), listen.slice(0, at), done);
  }).catch((error) => {
    console.error(`run: ${listen} cannot be used (${error.code}): is the demo running already?`);
    console.error('run: another address: make clean-demo && TONGBAO_DEMO_PORT=8710 make run');
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

/** How many columns a terminal takes for a text: Chinese characters take two. */
const width = (text) => [...text].length + (text.match(/\p{Script=Han}/gu) ?? []).length;

/** Prints rows of cells in columns. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => width(row[column]))));
  const pad = (cell, column) => cell + ' '.repeat(widths[column] - width(cell));
  for (const row of rows) console.log(`  ${row.map(pad).join('  ').trimEnd()}`);
}

function where(data) {
  console.log(new URL(read(data).url).host);
}

/** Prints where the demo's issuer of cards listens; nothing for a demo without one. */
function issuer(data) {
  const { issuer: url } = read(data);
  if (url) console.log(new URL(url).host);
}

function who(data) {
  const demo = read(data);
  const amount = (minor) => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
  const short = (path) => relative(process.cwd(), path);
  console.log(`\n${bold(demo.name)} is open at ${demo.url}; its log is .demo/operator.log\n`);
  console.log(bold('People: enter one of these in the wallet; the one-time code appears here'));
  const owns = ({ handle }) => {
    if (demo.owner?.handle !== handle) return '';
    return `owns ${demo.merchants.find(({ merchant }) => merchant === demo.owner.merchant).name} (settings, My shops)`;
  };
  table(demo.people.map((one) => [one.name, one.handle, amount(one.balance_minor), owns(one)]));
  console.log(`\n${bold('Shops: a label to scan (picture), and a till that opens order codes (page)')}`);
  table(demo.merchants.map(({ name, png, till_url }) => [name, short(png), till_url]));
  console.log();
}

function codes() {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const found = /one-time code for (\S+) is (\d{6})\b/.exec(line);
    if (found) console.log(`\n${bold(`>>> one-time code for ${found[1]}: ${found[2]}`)}\n`);
  });
}

await { where, free, ready, issuer, who, codes }[verb](...args);
