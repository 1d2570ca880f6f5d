// The shift of the key that this page is open with: opened, closed, its report, and what was taken
// with the key today. Every number is the operator's; a report is what the operator signed.
"use strict";

const SHIFT_WORDS = {
  en: {
    title: "Shift", since: "Shift since", payments: "payments", onePayment: "payment",
    open: "Open a shift", close: "Close the shift", sure: "Close it now?",
    report: "Z report", note: "Save the report as it was signed", count: "Payments",
    takings: "Takings", orders: "By order code", codes: "By pay code", tips: "Tips in it", refunds: "Refunds",
    reversals: "Reversals", byOperator: "Coupons paid by the operator",
    byShops: "Coupons paid by shops", givenUp: "Given up for coupons",
    fee: "Fee of the operator", expected: "Expected", today: "Taken with this key today:",
    offline: "No connection to the operator.",
  },
  zh: {
    title: "班次", since: "开班时间", payments: "笔收款", onePayment: "笔收款",
    open: "开班", close: "交班", sure: "现在交班?",
    report: "Z 报表", note: "保存签名的报表原文", count: "收款笔数",
    takings: "营业额", orders: "订单码收款", codes: "付款码收款", tips: "其中小费", refunds: "退款",
    reversals: "撤销", byOperator: "运营方承担的优惠", byShops: "店铺承担的优惠",
    givenUp: "本店让利", fee: "运营方手续费", expected: "应入账", today: "本密钥今日收款:",
    offline: "无法连接运营方。",
  },
};
const inShift = (word) => SHIFT_WORDS[language][word];

let ownShift = null;
let lastReport = null;
/** The shift that is being opened: the same one again after a lost answer. */
let wantedShift = null;

function minus(minor) {
  return minor < 0 ? `−${money(-minor)}` : money(minor);
}

function counted({ count, price_minor: minor }) {
  return `${money(minor)} · ${count}`;
}

function shiftTrouble(error) {
  at("shift-trouble").hidden = !error;
  if (!error) return;
  at("shift-trouble").textContent = error instanceof Problem ? error.message : inShift("offline");
}

function drawShift() {
  at("shift-open").hidden = ownShift !== null;
  at("shift-close").hidden = ownShift === null;
  at("shift-title").textContent = inShift("title");
  at("shift-close").textContent = inShift("close");
  if (ownShift === null) return;
  const since = new Date(ownShift.opened_at_ms)
    .toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const parts = [`${inShift("since")} ${since}`];
  const count = ownShift.figures && ownShift.figures.payments.count;
  if (count !== null) parts.push(`${count} ${inShift(count === 1 ? "onePayment" : "payments")}`);
  at("shift-title").textContent = parts.join(" · ");
}

function drawReport() {
  at("shift-report").hidden = lastReport === null;
  if (lastReport === null) return;
  const { closed, figures } = lastReport;
  const { payments: taken } = figures;
  const lines = [
    ["takings", money(taken.price_minor)], ["count", String(taken.count)],
    ["orders", counted(figures.orders)], ["codes", counted(figures.codes)],
    ["byOperator", money(taken.operator_minor)], ["byShops", money(taken.shops_minor)],
    ["givenUp", money(taken.given_up_minor)], ["refunds", counted(figures.refunds)],
    ["reversals", counted(figures.reversals)],
  ];
  const { tips } = figures;
  if (tips.count > 0) lines.push(["tips", `${money(tips.minor)} · ${tips.count}`]);
  // An operator that takes no fee has no line for it.
  if (taken.fee_minor > 0) lines.push(["fee", minus(-taken.fee_minor)]);
  lines.push(["expected", minus(figures.net_minor)]);
  at("shift-number").textContent = `${inShift("report")} ${closed.number}`;
  at("shift-sums").replaceChildren(...lines.flatMap(([word, value]) => [
    element("dt", inShift(word)), element("dd", value),
  ]));
}

/** What was taken with this key since midnight. */
async function loadTaken() {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const query = `from=${midnight.getTime()}&until=${Date.now() + clockSkewMs + 60000}`;
  const day = await (await ask(`/v1/figures/takers?${query}`)).json();
  const own = day.takers.find((taker) => taker.is_own);
  at("shift-taken").hidden = !own;
  if (!own) return;
  const { payments: taken } = own;
  const fee = taken.fee_minor > 0 ? ` · ${inShift("fee")} ${minus(-taken.fee_minor)}` : "";
  const tips = own.tips.count > 0 ? ` · ${inShift("tips")} ${money(own.tips.minor)}` : "";
  at("shift-taken").textContent = `${inShift("today")} ${counted(taken)}${fee}${tips}`;
}

async function loadShift() {
  const page = await (await ask("/v1/shifts?limit=1")).json();
  ownShift = page.open.find((shift) => shift.is_own) || null;
  drawShift();
  await loadTaken();
}

/** Does one thing with the shift, with its button off meanwhile. */
async function withShift(button, work) {
  button.disabled = true;
  try {
    await work();
    shiftTrouble(null);
  } catch (error) {
    shiftTrouble(error);
  }
  button.disabled = false;
}

const openShift = () => withShift(at("shift-open"), async () => {
  wantedShift = wantedShift || newId();
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ shift: wantedShift });
  try {
    ownShift = await (await ask("/v1/shifts", { method: "POST", headers, body })).json();
    wantedShift = null;
  } catch (error) {
    if (error instanceof Problem) wantedShift = null;
    if (error.code !== "shift_open") throw error;
    // Opened elsewhere with the same key.
    await loadShift();
  }
  lastReport = null;
  drawShift();
  drawReport();
});

const closeShift = () => withShift(at("shift-close"), async () => {
  // Asked once more, on the same button.
  if (at("shift-close").textContent !== inShift("sure")) {
    at("shift-close").textContent = inShift("sure");
    return;
  }
  const path = `/v1/shifts/${ownShift.shift}/close`;
  lastReport = await (await ask(path, { method: "POST" })).json();
  ownShift = null;
  drawShift();
  drawReport();
});

function saveNote() {
  const { number, report } = lastReport.closed;
  const address = URL.createObjectURL(new Blob([report], { type: "text/plain" }));
  const link = element("a");
  link.href = address;
  link.download = `z-report-${number}.note`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

at("shift-open").textContent = inShift("open");
at("shift-note").textContent = inShift("note");
at("shift-open").addEventListener("click", openShift);
at("shift-close").addEventListener("click", closeShift);
at("shift-note").addEventListener("click", saveNote);
// A key that may not read them has no shifts: the till goes on without.
window.addEventListener("till-open", () => loadShift().catch(() => { at("shift-open").hidden = true; }));
let counting = null;
window.addEventListener("till-payment", () => {
  clearTimeout(counting);
  counting = setTimeout(() => loadShift().catch(() => {}), 1500);
});
