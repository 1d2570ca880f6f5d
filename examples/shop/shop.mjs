// @ts-check
// A small shop with a page: pays by order code or by scanning the payer, hears from the operator by
// webhook, and asks by itself where a webhook does not come. README.md says how to start it.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { Operator, Problem } from './operator.mjs';
import { Sales, newId } from './sales.mjs';
import { verified } from './webhook.mjs';

const GOODS = [
  { name: 'Noodles', minor: 1800 },
  { name: 'Dumplings', minor: 1250 },
  { name: 'Tea', minor: 500 },
];
/** The largest body that is read, in bytes. */
const BODY_MAX = 64 * 1024;
/** How often the operator is asked about open sales, in milliseconds. */
const ASK_EVERY_MS = Number(process.env.ASK_EVERY_MS ?? 3000);

/** From when on a charge without an answer is taken back: the operator allows it after 15 s. */
const TAKE_BACK_MS = 20_000;

const setting = (/** @type {string} */ name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: see README.md`);
  return value;
};
const operator = new Operator(setting('OPERATOR_URL'), setting('SHOP_KEY'));
const secret = process.env.WEBHOOK_SECRET ?? '';
const currency = process.env.CURRENCY ?? 'CNY';
const sales = new Sales(process.env.SALES ?? 'sales.jsonl');
const page = readFileSync(new URL('./shop.html', import.meta.url));

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/** @param {Request} request */
async function read(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > BODY_MAX) throw new RangeError('too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** @param {Response} response @param {number} status @param {unknown} body */
function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** What the operator says of an order, in the words of the book. @param {string} state */
function end(state) {
  if (state === 'refunded') return 'paid';
  return /** @type {import('./sales.mjs').State} */ (state);
}

/** Sells goods by an order code. @param {Request} request @param {Response} response */
async function buy(request, response) {
  const goods = GOODS[Number(JSON.parse((await read(request)).toString()).goods)];
  if (!goods) return json(response, 404, { title: 'There is nothing like that.' });
  const sale = sales.begin(goods.name, goods.minor);
  const amount = { minor: sale.minor, currency };
  const order = await operator.openOrder({ order: sale.id, amount, note: sale.goods });
  return json(response, 200, { ...sale, code: order.code });
}

/** Sells goods to who shows a payer code. @param {Request} request @param {Response} response */
async function charge(request, response) {
  const asked = JSON.parse((await read(request)).toString());
  const goods = GOODS[Number(asked.goods)];
  if (!goods) return json(response, 404, { title: 'There is nothing like that.' });
  const sale = sales.begin(goods.name, goods.minor);
  const amount = { minor: sale.minor, currency };
  try {
    const payer_code = String(asked.payer_code).replaceAll(' ', '');
    const done = await operator.charge({ payment: sale.id, payer_code, amount, note: sale.goods });
    // Where a PIN is needed, the order has the sale's identifier and ends as every other one.
    if (done.state === 'paid') sales.end(sale.id, 'paid', 'answer');
  } catch (problem) {
    // A refusal is an end; an answer that was lost is not, and the operator is asked.
    if (problem instanceof Problem && problem.status < 500) sales.end(sale.id, 'closed', 'answer');
    throw problem;
  }
  return json(response, 200, sales.find(sale.id));
}

/** Hears what the operator tells. @param {Request} request @param {Response} response */
async function hear(request, response) {
  const told = verified(secret, request.headers, await read(request), Date.now() / 1000);
  if (!told || !secret) return json(response, 401, { title: 'That is not signed by the operator.' });
  const { id, message } = told;
  if (sales.isNew(id)) {
    const { type, data } = message;
    if (type === 'payment.succeeded') sales.end(data.order ?? data.payment, 'paid', 'webhook');
    if (type === 'order.closed') sales.end(data.order, 'closed', 'webhook');
    if (type === 'order.reversed' && data.order) sales.end(data.order.order, 'reversed', 'webhook');
    // Last: if the shop dies before it, the operator tells again.
    sales.hear(id);
  }
  response.writeHead(204).end();
}

/** Takes a charge back of which nobody knows the end: paid or not, nothing is owed after it. @param {string} id */
async function takeBack(id) {
  try {
    await operator.reverse(id, newId());
    sales.end(id, 'reversed', 'asked');
  } catch (problem) {
    const never = problem instanceof Problem && problem.code === 'order_unknown';
    if (never) sales.end(id, 'closed', 'asked');
    else console.error(`sale ${id}: ${problem}`);
  }
}

/** Asks the operator about sales whose end nobody told: a webhook may be late, or not set up. */
async function ask() {
  for (const sale of sales.open()) {
    try {
      const { state } = await operator.order(sale.id);
      sales.end(sale.id, end(state), 'asked');
    } catch (problem) {
      const isUnknown = problem instanceof Problem && problem.code === 'order_unknown';
      if (!isUnknown) console.error(`sale ${sale.id}: ${problem}`);
      // A charge whose answer was lost: it has no order, whether it was paid or never arrived.
      else if (Date.now() - sale.atMs > TAKE_BACK_MS) await takeBack(sale.id);
    }
  }
  setTimeout(ask, ASK_EVERY_MS);
}

/** @param {Request} request @param {Response} response */
async function answer(request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://shop');
  const [, what, id, part] = pathname.split('/');
  if (request.method === 'POST' && pathname === '/buy') return buy(request, response);
  if (request.method === 'POST' && pathname === '/charge') return charge(request, response);
  if (request.method === 'POST' && pathname === '/told') return hear(request, response);
  if (request.method !== 'GET') return json(response, 405, { title: 'That is not done here.' });
  if (pathname === '/') {
    const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self'; connect-src 'self'";
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    return response.end(page);
  }
  if (pathname === '/goods') return json(response, 200, { goods: GOODS, currency });
  const sale = what === 'sales' ? sales.find(id) : undefined;
  if (!sale) return json(response, 404, { title: 'There is nothing here.' });
  if (part === 'code.svg') {
    response.writeHead(200, { 'content-type': 'image/svg+xml' });
    return response.end(await operator.orderCode(sale.id));
  }
  return json(response, 200, sale);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (error instanceof Problem) {
      json(response, 502, { code: error.code, title: error.message, advice: error.advice });
    } else if (error instanceof SyntaxError || error instanceof RangeError) {
      json(response, 400, { title: 'That cannot be read.' });
    } else {
      console.error(error);
      json(response, 502, { title: 'The operator cannot be reached.' });
    }
  });
});
server.listen(Number(process.env.PORT ?? 8710), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  console.log(`the shop is at http://127.0.0.1:${port}`);
});
ask();
