// The till: opens orders, shows their codes, and says at once when one is paid. It computes no
// money beyond the digits that are typed: minor units go to the operator as they are.
"use strict";

const WORDS = {
  en: {
    balance: "Balance", amount: "Amount", note: "Note", charge: "Show the code", cancel: "Cancel",
    left: "Time left", next: "Next customer", today: "Today", nothing: "Nothing yet.",
    key: "Till key", open: "Open the till", erase: "Erase last digit", code: "Payment code",
    lockedTitle: "Open this page with its full address",
    lockedText: "The address ends in #key=… and was given to the shop by the operator.",
    paid: "Paid", label: "Label", order: "Order", payer_code: "Pay code",
    expired: "Nobody paid in time.",
    offline: "No connection to the operator; trying again.", title: "Till",
    check: "Check digits", subsidy: "Coupon", other: "Other", fee: "fee",
    dayFee: "Fee of the operator:",
  },
  zh: {
    balance: "余额", amount: "金额", note: "备注", charge: "显示收款码", cancel: "取消",
    left: "剩余时间", next: "下一位顾客", today: "今日收款", nothing: "暂无收款。",
    key: "收银密钥", open: "打开收银台", erase: "删除一位", code: "收款码",
    lockedTitle: "请用完整地址打开本页",
    lockedText: "地址以 #key=… 结尾,由运营方提供给商户。",
    paid: "已收款", label: "收款牌", order: "订单", payer_code: "付款码", expired: "超时未付款。",
    offline: "与运营方的连接已断开,正在重试。", title: "收银台",
    check: "验证码", subsidy: "优惠券", other: "其他", fee: "手续费", dayFee: "运营方手续费:",
  },
};
const language = (navigator.languages || ["en"])[0].toLowerCase().startsWith("zh") ? "zh" : "en";
const say = (word) => WORDS[language][word];
const at = (id) => document.getElementById(id);

let key = null;
let currency = { code: "CNY", digits: 2, max: 0 };
let typed = 0;
let order = null;
let clockSkewMs = 0;
let payments = new Map();
let lastEvent = 0;
let timer = null;

class Problem extends Error {
  constructor(body) {
    super(body.detail ? `${body.title} (${body.detail})` : body.title);
    this.code = body.code;
    this.retryAfter = body.retry_after_s;
  }
}

async function ask(path, options = {}) {
  const headers = { Authorization: `Bearer ${key}`, ...options.headers };
  const answer = await fetch(path, { ...options, headers, cache: "no-store" });
  if (answer.ok) return answer;
  let body = { title: `HTTP ${answer.status}`, code: "internal" };
  try { body = await answer.json(); } catch { /* the status has to do */ }
  throw new Problem(body);
}

function digits(minor) {
  const text = String(minor).padStart(currency.digits + 1, "0");
  if (currency.digits === 0) return text;
  return `${text.slice(0, -currency.digits)}.${text.slice(-currency.digits)}`;
}

function money(minor) {
  const whole = digits(minor);
  return currency.code === "CNY" ? `¥${whole}` : `${whole} ${currency.code}`;
}

function show(...sections) {
  for (const id of ["locked", "enter", "ask", "paid", "today", "figures"]) {
    at(id).hidden = !sections.includes(id);
  }
  at("open-figures").hidden = !sections.includes("enter");
  // Shifts (shifts.js), labels (labels.js) and sound boxes (boxes.js) stand below the day, and out
  // of the way of a customer.
  for (const id of ["shift", "labels", "boxes"]) at(id).hidden = !sections.includes("enter");
}

function trouble(text) {
  at("trouble").hidden = !text;
  at("trouble").textContent = text || "";
}

// Entering an amount

function drawAmount() {
  at("amount").textContent = digits(typed);
  at("charge").disabled = typed === 0 || typed > currency.max;
}

function press(name) {
  if (name === "erase") typed = Math.floor(typed / 10);
  else if (`${typed}${name}`.length <= 12) typed = Number(`${typed}${name}`);
  drawAmount();
}

function buildPad() {
  const names = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0", "erase"];
  for (const name of names) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name === "erase" ? "⌫" : name;
    if (name === "erase") button.setAttribute("aria-label", say("erase"));
    button.addEventListener("click", () => press(name));
    at("pad").append(button);
  }
  document.addEventListener("keydown", (event) => {
    if (at("enter").hidden || event.target.tagName === "INPUT") return;
    if (/^[0-9]$/.test(event.key)) press(event.key);
    if (event.key === "Backspace") press("erase");
    if (event.key === "Enter" && event.target.tagName !== "BUTTON" && !at("charge").disabled) {
      charge();
    }
  });
}

// An identifier that sorts by time: 48 bits of milliseconds, 80 random bits, Crockford's base 32.
function newId() {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const random = crypto.getRandomValues(new Uint8Array(10));
  let bits = BigInt(Date.now());
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let place = 0; place < 26; place += 1) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

// One order

let wanted = null;

async function charge() {
  at("charge").disabled = true;
  trouble(null);
  const note = at("note").value.trim();
  const body = { amount: { minor: typed, currency: currency.code }, note: note || null };
  // The same order again after a lost answer: never two for one customer.
  const same = wanted && wanted.amount.minor === typed && wanted.note === body.note;
  wanted = same ? wanted : { order: newId(), ...body };
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await ask("/v1/orders", {
      method: "POST", headers, body: JSON.stringify(wanted),
    });
    order = await answer.json();
    // The operator's clock, not this machine's, says when the order ends.
    clockSkewMs = Date.parse(answer.headers.get("date")) - Date.now() || 0;
    const svg = await ask(`/v1/orders/${order.order}/code.svg`);
    drawOrder(await svg.blob());
  } catch (error) {
    if (error instanceof Problem) wanted = null;
    trouble(error instanceof Problem ? error.message : say("offline"));
  }
  drawAmount();
}

function drawOrder(picture) {
  wanted = null;
  if (at("code").src) URL.revokeObjectURL(at("code").src);
  at("code").src = URL.createObjectURL(picture);
  at("code").alt = `${say("code")}: ${money(order.amount.minor)}`;
  at("ask-amount").textContent = money(order.amount.minor);
  at("ask-note").textContent = order.note || "";
  show("ask", "today");
  clearInterval(timer);
  timer = setInterval(tick, 250);
  tick();
}

async function tick() {
  const leftMs = order.expires_at_ms - (Date.now() + clockSkewMs);
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  at("left").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (leftMs > 0) return;
  clearInterval(timer);
  // A payment in the last moment may be on its way: the operator has the last word.
  const state = await stateOf(order.order);
  if (state === "paid" || !order) return;
  order = null;
  enter();
  trouble(say("expired"));
}

async function stateOf(id) {
  try {
    const answer = await ask(`/v1/orders/${id}`);
    const found = await answer.json();
    if (found.state === "paid") paid(found.order, found.amount.minor, null);
    return found.state;
  } catch {
    return "unknown";
  }
}

async function cancel() {
  const closing = order;
  if (!closing) return;
  try {
    await ask(`/v1/orders/${closing.order}/close`, { method: "POST" });
  } catch (error) {
    if (error.code === "order_paid") {
      paid(closing.order, closing.amount.minor, null);
      return;
    }
    if (!(error instanceof Problem)) {
      trouble(say("offline"));
      return;
    }
  }
  order = null;
  enter();
}

// The order's own answer has no check digits: the event of the payment brings them.
function paid(id, minor, check) {
  if (!order || order.order !== id) return;
  order = null;
  clearInterval(timer);
  const text = `${say("paid")} ${money(minor)}`;
  at("paid-text").textContent = text;
  drawCheck(id, check);
  speak(text);
  show("paid", "today");
  at("next").focus();
}

let shownPaid = null;

function drawCheck(id, check) {
  shownPaid = id;
  at("paid-check").parentElement.hidden = !check;
  at("paid-check").textContent = check || "";
}

function speak(text) {
  at("announce").textContent = text;
  if (!("speechSynthesis" in window)) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language === "zh" ? "zh-CN" : "en";
  speechSynthesis.speak(words);
}

function enter() {
  clearInterval(timer);
  typed = 0;
  at("note").value = "";
  drawAmount();
  trouble(null);
  show("enter", "today");
}

// What came in

function drawToday() {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const today = [...payments.values()]
    // A fee is told with the payment of which it was taken; one that comes back is no payment.
    .filter(({ direction, kind }) => direction === "in" && kind !== "fee")
    .filter((payment) => payment.at_ms >= midnight.getTime())
    .sort((one, other) => other.sequence - one.sequence);
  at("nothing").hidden = today.length > 0;
  at("sum").textContent = money(today.reduce((sum, payment) => sum + payment.amount.minor, 0));
  // An operator that takes no fee has no line for it.
  const fees = today.reduce((sum, { fee }) => sum + (fee ? fee.minor : 0), 0);
  at("today-fee").hidden = fees === 0;
  at("today-fee").textContent = `${say("dayFee")} −${money(fees)}`;
  at("list").replaceChildren(...today.map((payment) => {
    const row = document.createElement("li");
    const time = document.createElement("time");
    const what = document.createElement("span");
    const amount = document.createElement("strong");
    const moment = new Date(payment.at_ms);
    time.dateTime = moment.toISOString();
    time.textContent = moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    what.className = "for";
    const named = ["label", "order", "payer_code", "subsidy"].includes(payment.kind);
    what.textContent = payment.note || say(named ? payment.kind : "other");
    if (payment.check) what.textContent += ` · ${payment.check}`;
    if (payment.fee) {
      const fee = document.createElement("small");
      fee.textContent = `${say("fee")} ${money(payment.fee.minor)}`;
      what.append(fee);
    }
    amount.textContent = money(payment.amount.minor);
    row.append(time, what, amount);
    return row;
  }));
}

async function refresh() {
  const till = await (await ask("/v1/till")).json();
  at("name").textContent = till.name;
  at("city").textContent = till.city;
  at("balance").textContent = money(till.balance.minor);
  document.title = `${till.name} · ${say("title")}`;
  return till;
}

async function loadToday() {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  let before = "";
  for (;;) {
    const page = await (await ask(`/v1/till/payments?limit=100${before}`)).json();
    for (const payment of page.payments) payments.set(payment.payment, payment);
    const last = page.payments[page.payments.length - 1];
    if (!last || last.at_ms < midnight.getTime() || !page.next_before) break;
    before = `&before=${page.next_before}`;
  }
  drawToday();
}

// Live events: fetch instead of EventSource, because the key goes into a header.
async function listen() {
  for (;;) {
    try {
      const answer = await ask("/v1/events", { headers: { "Last-Event-ID": String(lastEvent) } });
      trouble(null);
      await follow(answer.body.getReader());
    } catch (error) {
      if (error.code === "till_key_invalid") {
        lock();
        return;
      }
      if (!(error instanceof Problem)) trouble(say("offline"));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function follow(reader) {
  const decoder = new TextDecoder();
  let buffer = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    buffer += decoder.decode(value, { stream: true });
    let end = buffer.indexOf("\n\n");
    while (end >= 0) {
      const lines = buffer.slice(0, end).split("\n");
      buffer = buffer.slice(end + 2);
      const data = lines.filter((line) => line.startsWith("data:"));
      if (data.length) happened(JSON.parse(data.map((line) => line.slice(5)).join("\n")));
      end = buffer.indexOf("\n\n");
    }
  }
}

function happened(event) {
  lastEvent = Math.max(lastEvent, event.event);
  if (event.kind === "missed") {
    loadToday().catch(() => {});
    refresh().catch(() => {});
    return;
  }
  const payment = event.payment;
  const isNew = !payments.has(payment.payment);
  payments.set(payment.payment, payment);
  drawToday();
  window.dispatchEvent(new Event("till-payment"));
  if (isNew && event.kind === "received") {
    if (payment.order && order && payment.order === order.order) {
      paid(payment.order, payment.amount.minor, payment.check);
    } else if (payment.order && payment.order === shownPaid) {
      drawCheck(payment.order, payment.check);
    } else {
      speak(`${say("paid")} ${money(payment.amount.minor)}`);
    }
  }
  refresh().catch(() => {});
}

// The key

function lock() {
  sessionStorage.removeItem("till-key");
  key = null;
  show("locked");
}

async function unlock() {
  const facts = await (await fetch("/v1/operator")).json();
  const parts = new Intl.NumberFormat("en", { style: "currency", currency: facts.currency });
  currency = {
    code: facts.currency,
    digits: parts.resolvedOptions().maximumFractionDigits,
    max: facts.payment_max.minor,
  };
  const till = await refresh();
  lastEvent = till.last_event;
  await loadToday();
  sessionStorage.setItem("till-key", key);
  window.dispatchEvent(new Event("till-open"));
  enter();
  listen();
}

async function begin() {
  for (;;) {
    try {
      await unlock();
      return;
    } catch (error) {
      if (error.code === "till_key_invalid") {
        trouble(error.message);
        lock();
        return;
      }
      trouble(error instanceof Problem ? error.message : say("offline"));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

function start() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
  buildPad();
  at("charge").addEventListener("click", charge);
  at("cancel").addEventListener("click", cancel);
  at("next").addEventListener("click", enter);
  at("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    key = at("key").value.trim();
    at("key").value = "";
    begin();
  });
  const given = new URLSearchParams(location.hash.slice(1)).get("key");
  // Out of the address bar, so that it is in no history, screenshot or shared link.
  if (given) history.replaceState(null, "", location.pathname);
  key = given || sessionStorage.getItem("till-key");
  if (key) begin();
  else show("locked");
}

start();
