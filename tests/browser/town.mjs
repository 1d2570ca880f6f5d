// The demo town as processes: an operator on fresh data, a wallet's host, and what they print.

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const programs = process.env.TONGBAO_PROGRAMS ?? join(root, 'target', 'debug');
export const artifacts = join(root, 'tests', 'artifacts');

/** How long anything is waited for, in ms: a busy machine may well stand still for seconds. */
export const PATIENCE = 60_000;

/** Looks until there is something and resolves to it. `what` may be a function of what was seen. */
export async function until(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    // Looked at once more after a standstill, however long it was.
    if (Date.now() > end) throw new Error(`never: ${typeof what === 'function' ? what() : what}`);
    await sleep(100);
  }
}

/** A port that is free now, below those that systems give to clients: one of them could be on it when it is needed. */
export async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const server = createServer();
    const is_free = await new Promise((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => done(true));
    });
    if (!is_free) continue;
    await new Promise((done) => server.close(done));
    return port;
  }
}

/** A process whose output is kept and can be waited for. */
export class Program {
  constructor(name, args, env = {}) {
    this.name = name;
    this.output = '';
    this.isOver = false;
    this.child = spawn(join(programs, name), args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const pipe of [this.child.stdout, this.child.stderr]) {
      pipe.setEncoding('utf8');
      pipe.on('data', (text) => (this.output += text));
    }
    // Not at its exit: what it said last may still be in the pipes then.
    this.child.once('close', () => (this.isOver = true));
  }

  /** Waits until the output after `from` matches; resolves to the match. */
  says(pattern, from = 0) {
    return until(() => `${this.name} says ${pattern}:\n${this.output}`, () => {
      const match = pattern.exec(this.output.slice(from));
      if (match || !this.isOver) return match;
      throw new Error(`${this.name} ended and never said ${pattern}:\n${this.output}`);
    });
  }

  async end() {
    // A program that a signal ended has no exit code.
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((done) => this.child.once('exit', done));
      this.child.kill('SIGTERM');
      const late = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(late);
    }
  }
}

/** Runs one of our programs to its end; resolves to what it printed. */
export function run(name, args, env = {}) {
  const ended = spawnSync(join(programs, name), args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (ended.status !== 0) throw new Error(`${name} ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}

/** An identifier as a till makes one: the time, then chance, in Crockford's base 32. */
function newId() {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = (BigInt(Date.now()) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** Waits until the operator answers, and the issuer of cards where there is one. */
async function opened({ url, operator, issuer }) {
  await issuer?.says(/issuer is at/);
  await until(() => `the operator answers at ${url}:\n${operator.output}`, () => {
    if (operator.isOver) throw new Error(`the operator ended:\n${operator.output}`);
    return fetch(`${url}/healthz`).then((r) => r.ok, () => false);
  });
}

/**
 * The demo town on fresh data, served on a free port; with gifts, its cards and cash-back too. As a
 * sandbox, its shops move its clock.
 */
export async function openTown({ gifts = false, sandbox = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tongbao-town-'));
  const data = join(folder, 'operator');
  await mkdir(data);
  await mkdir(artifacts, { recursive: true });
  const cards = gifts ? `127.0.0.1:${await freePort()}` : null;
  const more = gifts ? ['--campaign', '--issuer', cards] : [];
  run('tongbaod', ['init-demo', '--data', data, ...more]);
  const demo = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'));
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const secret = join(data, 'keys', 'issuer.secret');
  const asking = ['--listen', cards, '--operator', `demo.tongbao=${secret}`];
  const issuer = gifts ? new Program('tongbao-issuer', ['--data', join(folder, 'issuer'), 'serve', ...asking]) : null;
  const env = sandbox ? { TONGBAOD_SANDBOX: 'true' } : {};
  const operator = new Program('tongbaod', ['serve', '--data', data, '--listen', listen], env);
  const url = `http://${listen}`;
  const town = {
    folder,
    data,
    demo,
    url,
    operator,
    issuer,
    /** Waits for the one-time code that the operator's log shows after `from`. */
    async code(from) {
      const [, code] = await operator.says(/one-time code for \S+ is (\d{6})/, from);
      return code;
    },
    /** Asks as a shop's program does, with its till key; resolves to what the operator answers. */
    async tell(shop, path, body) {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.till_key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.json();
    },
    /** Charges a payer code as a shop's till does. */
    charge(shop, payer_code, minor) {
      const amount = { minor, currency: 'CNY' };
      return this.tell(shop, '/v1/payer-code/payments', { payment: newId(), payer_code, amount, note: null });
    },
    /** Moves the clock of a sandbox ahead. */
    ahead(shop, advance_s) {
      return this.tell(shop, '/v1/sandbox/clock', { move: newId(), advance_s });
    },
    audit() {
      return run('tongbaod', ['audit', '--data', data]);
    },
    async close() {
      await operator.end();
      await issuer?.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  // A town that does not open is given to nobody, so nobody else can close it.
  await opened(town).catch(async (error) => {
    await town.close();
    throw error;
  });
  return town;
}

/** A wallet's environment: a home of its own, no keyring, the town's operator filled in. */
export function walletEnv(town, name) {
  return {
    TONGBAO_HOME: join(town.folder, name),
    TONGBAO_KEYRING: 'off',
    TONGBAO_PASSPHRASE: 'a passphrase for tests',
    TONGBAO_OPERATOR: town.url,
  };
}
