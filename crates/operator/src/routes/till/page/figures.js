// The till's figures: what a day, a week or a month came to, and the signed bills. It adds nothing
// up: every number is the operator's; only bars are measured against the highest.
"use strict";

const FIGURE_WORDS = {
  en: {
    figures: "Figures", back: "Back to the till", day: "Day", week: "Week", month: "Month",
    earlier: "Earlier", later: "Later", takings: "Takings", payments: "Payments",
    refunds: "Refunds", reversals: "Reversals", byOperator: "Coupons paid by the operator",
    byShops: "Coupons paid by shops", givenUp: "Given up for coupons",
    fee: "Fee of the operator", net: "Came to the account",
    hours: "By hour", days: "By day", customers: "Customers", returning: "came again",
    bills: "Daily bills", noBills: "The first bill is there the morning after the first payment.",
    more: "Earlier bills", trade: "Trade", fund: "Account", signature: "Signature",
    empty: "Nothing was taken in this time.", loading: "Loading…", retry: "Try again",
    offline: "No connection to the operator.", uncounted: "too many to count here",
    busiest: "Busiest", closing: "Account at midnight",
  },
  zh: {
    figures: "经营数据", back: "返回收银台", day: "日", week: "周", month: "月",
    earlier: "更早", later: "更晚", takings: "营业额", payments: "收款笔数",
    refunds: "退款", reversals: "撤销", byOperator: "运营方承担的优惠",
    byShops: "店铺承担的优惠", givenUp: "本店让利", fee: "运营方手续费", net: "实际入账",
    hours: "按小时", days: "按日", customers: "顾客", returning: "位回头客",
    bills: "每日账单", noBills: "首笔收款的次日早上会有第一份账单。",
    more: "更早的账单", trade: "交易", fund: "资金", signature: "签名",
    empty: "这段时间没有收款。", loading: "加载中…", retry: "重试",
    offline: "无法连接运营方。", uncounted: "数量过多,此处不统计",
    busiest: "最忙时段", closing: "日终余额",
  },
};
const told = (word) => FIGURE_WORDS[language][word];

const DAY_MS = 24 * 60 * 60 * 1000;
let period = "day";
/** How many days, weeks or months before the present one. */
let steps = 0;
let zoneAheadMin = null;
let asked = 0;

/** Days since 1970 in the operator's zone. */
function localDay(moment) {
  return Math.floor((moment + zoneAheadMin * 60000) / DAY_MS);
}

function beginsAt(day) {
  return day * DAY_MS - zoneAheadMin * 60000;
}

function dateOf(day) {
  return new Date(day * DAY_MS);
}

/** The first day of the time that is looked at, and the first behind it. */
function bounds() {
  const today = localDay(Date.now() + clockSkewMs);
  if (period === "day") return [today - steps, today - steps + 1];
  if (period === "week") {
    // Weeks begin on Mondays; the first of January 1970 was a Thursday.
    const monday = today - ((today + 3) % 7) - 7 * steps;
    return [monday, monday + 7];
  }
  const now = dateOf(today);
  const first = (months) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1) / DAY_MS;
  return [first(-steps), first(-steps + 1)];
}

function dayText(day, options) {
  return dateOf(day).toLocaleDateString(language, { timeZone: "UTC", ...options });
}

function title([from, until]) {
  if (period === "day") {
    return dayText(from, { weekday: "short", year: "numeric", month: "short", day: "numeric" });
  }
  if (period === "month") return dayText(from, { year: "numeric", month: "long" });
  const short = { month: "short", day: "numeric" };
  return `${dayText(from, short)} – ${dayText(until - 1, { ...short, year: "numeric" })}`;
}

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Bars of values with a label each; what is drawn is also a table for who cannot see it. */
function bars(place, caption, values) {
  const most = Math.max(1, ...values.map((value) => value.minor));
  // As wide whatever their number, so that the letters are of one size.
  const [wide, high, foot] = [384 / values.length, 120, 18];
  const picture = shape("svg", {
    viewBox: `0 0 384 ${high + foot}`, class: "bars", "aria-hidden": "true",
  });
  values.forEach((value, index) => {
    const tall = Math.round((value.minor / most) * high);
    const bar = shape("rect", {
      x: index * wide + wide / 8, y: high - Math.max(tall, 1), width: wide * 0.75,
      height: Math.max(tall, 1), rx: 2, class: value.minor > 0 ? "bar" : "bar none",
    });
    const hint = shape("title", {});
    hint.textContent = `${value.name}: ${money(value.minor)} (${value.count})`;
    bar.append(hint);
    picture.append(bar);
    if (value.mark) {
      const text = shape("text", { x: index * wide + wide / 2, y: high + 14 });
      text.textContent = value.mark;
      picture.append(text);
    }
  });
  const table = element("table");
  table.append(element("caption", caption));
  for (const value of values.filter((one) => one.count > 0)) {
    const row = element("tr");
    row.append(element("th", value.name), element("td", money(value.minor)),
      element("td", String(value.count)));
    table.append(row);
  }
  const unseen = element("div", undefined, "hidden");
  unseen.append(table);
  place.replaceChildren(picture, unseen);
}

function drawHours(figures) {
  const values = figures.hours.map((hour) => ({
    name: `${String(hour.hour).padStart(2, "0")}:00`, minor: hour.price_minor, count: hour.count,
    mark: hour.hour % 6 === 0 ? String(hour.hour) : "",
  }));
  bars(at("hours"), told("hours"), values);
  const busiest = values.reduce((best, one) => (one.count > best.count ? one : best));
  at("busiest").textContent = busiest.count ? `${told("busiest")} ${busiest.name}` : "";
}

function drawDays(figures, [from, until]) {
  at("days-part").hidden = period === "day";
  if (period === "day") return;
  const of = new Map(figures.days.map((day) => [day.date, day]));
  const values = [];
  for (let day = from; day < until; day += 1) {
    const found = of.get(dateOf(day).toISOString().slice(0, 10));
    const number = dateOf(day).getUTCDate();
    values.push({
      name: dayText(day, { month: "short", day: "numeric" }),
      minor: found ? found.price_minor : 0, count: found ? found.count : 0,
      mark: period === "week" || number % 5 === 1 ? String(number) : "",
    });
  }
  bars(at("days"), told("days"), values);
}

function drawSums(figures) {
  const lines = [
    ["payments", String(figures.payments.count)],
    ["refunds", `${money(figures.refunds.price_minor)} · ${figures.refunds.count}`],
    ["reversals", `${money(figures.reversals.price_minor)} · ${figures.reversals.count}`],
    ["byOperator", money(figures.payments.operator_minor)],
    ["byShops", money(figures.payments.shops_minor)],
    ["givenUp", money(figures.payments.given_up_minor)],
    ["net", signed(figures.net_minor)],
  ];
  // An operator that takes no fee has no line for it.
  const fee = figures.payments.fee_minor;
  if (fee > 0) lines.splice(-1, 0, ["fee", signed(-fee)]);
  const people = figures.customers;
  lines.push(["customers", people
    ? `${people.count} · ${people.returning} ${told("returning")}` : told("uncounted")]);
  at("takings").textContent = money(figures.payments.price_minor);
  at("sums").replaceChildren(...lines.flatMap(([word, value]) => [
    element("dt", told(word)), element("dd", value),
  ]));
}

function signed(minor) {
  return minor < 0 ? `−${money(-minor)}` : money(minor);
}

async function learnZone() {
  if (zoneAheadMin !== null) return;
  // Any time has the zone in its answer.
  const now = Date.now() + clockSkewMs;
  const any = await (await ask(`/v1/figures?from=${now}&until=${now + 1}`)).json();
  zoneAheadMin = any.zone_ahead_min;
}

async function loadFigures() {
  const turn = (asked += 1);
  at("figures-trouble").hidden = true;
  at("figures-state").hidden = false;
  at("figures-state").textContent = told("loading");
  try {
    await learnZone();
    const time = bounds();
    at("period").textContent = title(time);
    at("later").disabled = steps === 0;
    const query = `from=${beginsAt(time[0])}&until=${beginsAt(time[1])}`;
    const figures = await (await ask(`/v1/figures?${query}`)).json();
    // An older answer that comes late is not shown.
    if (turn !== asked) return;
    drawSums(figures);
    drawHours(figures);
    drawDays(figures, time);
    at("figures-state").textContent = told("empty");
    at("figures-state").hidden = figures.payments.count > 0;
    at("figures-body").hidden = false;
  } catch (error) {
    if (turn === asked) failed(error);
  }
}

function failed(error) {
  at("figures-state").hidden = true;
  at("figures-trouble").hidden = false;
  at("figures-said").textContent = error instanceof Problem ? error.message : told("offline");
}

let billsBefore = null;

async function loadBills() {
  const before = billsBefore ? `&before=${billsBefore}` : "";
  try {
    const page = await (await ask(`/v1/bills?limit=10${before}`)).json();
    at("bill-list").append(...page.bills.map(billRow));
    billsBefore = page.next_before;
    at("no-bills").hidden = at("bill-list").children.length > 0;
    at("more-bills").hidden = !billsBefore;
  } catch (error) {
    failed(error);
  }
}

function billRow(bill) {
  const row = element("li", undefined, "bill");
  const day = Date.parse(bill.date) / DAY_MS;
  const head = element("div", undefined, "bill-head");
  head.append(element("strong", dayText(day, { year: "numeric", month: "short", day: "numeric" })),
    element("span", money(bill.payments.price_minor)));
  const facts = [`${told("closing")} ${signed(bill.closing_minor)}`];
  const { fee_minor: fee } = bill.payments;
  if (fee > 0) facts.push(`${told("fee")} ${signed(-fee)}`);
  const quiet = element("p", facts.join(" · "), "quiet");
  const files = element("div", undefined, "files");
  for (const [name, word] of [["trade.csv", `${told("trade")} CSV`], ["fund.csv", `${told("fund")} CSV`],
    ["trade.json", `${told("trade")} JSON`], ["fund.json", `${told("fund")} JSON`],
    ["bill.note", told("signature")]]) {
    const button = element("button", word);
    button.type = "button";
    button.setAttribute("aria-label", `${word}, ${bill.date}`);
    button.addEventListener("click", () => save(bill.date, name, button));
    files.append(button);
  }
  row.append(head, quiet, files);
  return row;
}

// The key goes into a header, so a file is fetched and then handed to the browser.
async function save(date, name, button) {
  button.disabled = true;
  at("figures-trouble").hidden = true;
  try {
    const answer = await ask(`/v1/bills/${date}/${name}`);
    const address = URL.createObjectURL(await answer.blob());
    const link = element("a");
    link.href = address;
    link.download = `${date}-${name}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } catch (error) {
    failed(error);
  }
  button.disabled = false;
}

function choose(chosen) {
  period = chosen;
  steps = 0;
  for (const button of document.querySelectorAll("[data-period]")) {
    button.setAttribute("aria-pressed", String(button.dataset.period === chosen));
  }
  loadFigures();
}

function openFigures() {
  trouble(null);
  show("figures");
  at("open-figures").hidden = true;
  billsBefore = null;
  at("bill-list").replaceChildren();
  choose(period);
  loadBills();
  loadUplifts();
  at("figures-title").focus();
}

function closeFigures() {
  at("open-figures").hidden = false;
  show("enter", "today");
  at("open-figures").focus();
}

function startFigures() {
  for (const spoken of document.querySelectorAll("[data-told]")) {
    spoken.textContent = told(spoken.dataset.told);
  }
  for (const button of document.querySelectorAll("[data-period]")) {
    button.addEventListener("click", () => choose(button.dataset.period));
  }
  for (const [id, by] of [["earlier", 1], ["later", -1]]) {
    at(id).addEventListener("click", () => {
      steps = Math.max(0, steps + by);
      loadFigures();
    });
  }
  at("open-figures").addEventListener("click", openFigures);
  at("close-figures").addEventListener("click", closeFigures);
  at("more-bills").addEventListener("click", loadBills);
  at("figures-retry").addEventListener("click", loadFigures);
}

startFigures();
