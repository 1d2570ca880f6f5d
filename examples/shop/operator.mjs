// @ts-check
// What the shop asks of the operator, by the types that are made from the operator's own description.
// Amounts are whole minor units (fen, cents); nothing here computes with fractions.

/** @typedef {import('./api.gen.js').components['schemas']} Schemas */
/** @typedef {import('./api.gen.js').paths} Paths */
/** @typedef {Schemas['OrderResponse']} Order */
/** @typedef {Schemas['ChargePayerCodeResponse']} Charged */

/** An answer of the operator that is no success: `code` is stable, `advice` is for people. */
export class Problem extends Error {
  /** @param {Schemas['Problem']} problem */
  constructor(problem) {
    super(problem.title);
    this.code = problem.code;
    this.advice = problem.advice;
    this.status = problem.status;
  }
}

/** The operator, as a program of one merchant sees it. */
export class Operator {
  #url;
  #key;

  /**
   * @param {string} url the operator's address
   * @param {string} key the key of this program
   */
  constructor(url, key) {
    this.#url = url.replace(/\/$/, '');
    this.#key = key;
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {object} [body]
   */
  async #send(method, path, body) {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Problem(/** @type {Schemas['Problem']} */ (await response.json()));
    return response;
  }

  /**
   * Opens an order. The same identifier again gives the same answer, so a lost answer is no harm.
   * @param {Schemas['OpenOrderRequest']} order
   * @returns {Promise<Order>}
   */
  async openOrder(order) {
    return (await this.#send('POST', '/v1/orders', order)).json();
  }

  /**
   * @param {string} id
   * @returns {Promise<Order>}
   */
  async order(id) {
    return (await this.#send('GET', `/v1/orders/${id}`)).json();
  }

  /**
   * The picture of an order's code.
   * @param {string} id
   */
  async orderCode(id) {
    return (await this.#send('GET', `/v1/orders/${id}/code.svg`)).text();
  }

  /**
   * Charges the code that a payer shows.
   * @param {Schemas['ChargePayerCodeRequest']} charge
   * @returns {Promise<Charged>}
   */
  async charge(charge) {
    return (await this.#send('POST', '/v1/payer-code/payments', charge)).json();
  }

  /**
   * Takes an attempt to be paid back, paid or not.
   * @param {string} id the order, or the payment of a charge
   * @param {string} reversal the identifier of the movement that gives money back
   * @returns {Promise<Schemas['ReverseOrderResponse']>}
   */
  async reverse(id, reversal) {
    return (await this.#send('POST', `/v1/orders/${id}/reverse`, { reversal })).json();
  }
}
