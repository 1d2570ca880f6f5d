// The sound box: hears what the shop is paid, says each payment once and shows it. Written for
// browsers of 2017. It keeps its token, its settings and what it said in the browser's own store.
"use strict";

const TEXTS = {
  en: {
    title: "Sound box", box: "Box", pairTitle: "Pair this device",
    pairText: "On the till, open “Sound boxes” and make a code. Scan it with this device, or type "
      + "its twelve digits.",
    code: "Pairing code", pair: "Pair", wakeTitle: "Ready",
    wakeText: "Browsers speak only after a touch.", begin: "Switch the sound on",
    otherTitle: "Another tab is speaking",
    otherText: "One tab of this browser is the sound box, so that nothing is said twice.",
    here: "Speak here instead", waiting: "Waiting for a payment", newest: "Received",
    check: "Check digits", earlier: "Earlier", settings: "Settings", volume: "Volume",
    language: "Language", voice: "Voice", voiceEngine: "This device's own",
    voiceRecorded: "Recorded words", quiet: "Quiet hours", from: "From", to: "To",
    test: "Test the sound", unpair: "Unpair this device",
    rule: "One announcement is one payment. The two digits must be on the payer's screen before "
      + "they are spoken; when in doubt, look here.",
    on: "Listening", gone: "No connection", price: "Price", withCoupons: "less coupons",
    late: "came while offline, not spoken", hushed: "quiet hours, not spoken",
    mute: "sound was off, not spoken", returned: "given back since",
    missed: "Older payments are not told to a box: see the till.",
    turnedOff: "This box was turned off. Pair it again with a code from the till.",
    offline: "No connection to the operator; try again.", broken: "The operator answered",
    sure: "Touch again to unpair",
  },
  zh: {
    title: "收款音箱", box: "音箱", pairTitle: "绑定本设备",
    pairText: "在收银台打开“收款音箱”并生成配对码，用本设备扫描，或输入十二位数字。",
    code: "配对码", pair: "绑定", wakeTitle: "准备就绪",
    wakeText: "浏览器须经触摸后才能发声。", begin: "开启声音",
    otherTitle: "另一个标签页正在播报",
    otherText: "同一浏览器只由一个标签页播报，以免重复。",
    here: "改由此处播报", waiting: "等待收款", newest: "已收款",
    check: "验证码", earlier: "此前收款", settings: "设置", volume: "音量",
    language: "语言", voice: "声音", voiceEngine: "设备自带语音",
    voiceRecorded: "录制语音", quiet: "静音时段", from: "从", to: "到",
    test: "测试声音", unpair: "解除绑定",
    rule: "一次播报对应一笔收款。付款人屏幕须在播报之前已显示相同的两位验证码；如有疑问，以本屏为准。",
    on: "正在接收", gone: "连接已断开", price: "原价", withCoupons: "已减优惠",
    late: "离线期间到账，未播报", hushed: "静音时段，未播报",
    mute: "声音未开启，未播报", returned: "已退回",
    missed: "更早的收款不在音箱显示，请查看收银台。",
    turnedOff: "此音箱已被关闭，请用收银台的配对码重新绑定。",
    offline: "无法连接运营方，请重试。", broken: "运营方答复",
    sure: "再次点按以解除绑定",
  },
};
// What came earlier than this is shown and not spoken: nobody stands there any more.
const SPOKEN_WITHIN_MS = 3 * 60 * 1000;
const KEPT_MAX = 100;
const SHOWN_MAX = 12;

const at = function (id) { return document.getElementById(id); };
const tab = String(Math.random()).slice(2) + Date.now();
const isChinese = ((navigator.languages || [navigator.language || "en"])[0] || "en")
  .toLowerCase().indexOf("zh") === 0;

function load(name, otherwise) {
  try {
    const text = localStorage.getItem(name);
    return text === null ? otherwise : JSON.parse(text);
  } catch (error) {
    return otherwise;
  }
}

function save(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch (error) {
    // A browser without a store forgets; it goes on for as long as the page is open.
  }
}

let box = load("sound-box", null);
let settings = Object.assign({
  language: isChinese ? "zh" : "en", volume: 100, voice: "engine",
  isQuiet: false, from: "22:00", to: "07:00",
}, load("sound-settings", {}));
let heard = load("sound-heard", []);
let stream = null;
let isAwake = false;
let aheadMs = 0;
let isSure = false;

function say(word) { return TEXTS[settings.language][word]; }

function trouble(text) {
  at("trouble").hidden = !text;
  at("trouble").textContent = text || "";
}

// Money as it is read: the digits of minor units, never a float.
function digitsOf(currency) {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency: currency })
      .resolvedOptions().maximumFractionDigits;
  } catch (error) {
    return 2;
  }
}

function money(amount) {
  const parts = SoundWords.split(amount.minor, digitsOf(amount.currency));
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = parts.fraction ? whole + "." + parts.fraction : whole;
  return amount.currency === "CNY" ? "¥" + text : text + " " + amount.currency;
}

function time(atMs) {
  return new Date(atMs).toLocaleTimeString(settings.language, {
    hour: "2-digit", minute: "2-digit",
  });
}

// What is shown

function draw() {
  document.documentElement.lang = settings.language;
  const texts = document.querySelectorAll("[data-say]");
  for (let n = 0; n < texts.length; n += 1) texts[n].textContent = say(texts[n].dataset.say);
  at("name").textContent = box ? box.name : say("title");
  at("place").textContent = box ? say("box") + " " + box.place + " · " + box.city : "";
  document.title = (box ? box.name + " · " : "") + say("title");
  drawSettings();
  drawHeard();
}

function show(ids) {
  for (const id of ["pair", "wake", "other", "now", "earlier", "settings", "rule"]) {
    at(id).hidden = ids.indexOf(id) < 0;
  }
  if (ids.indexOf("earlier") >= 0) at("earlier").hidden = heard.length < 2;
}

function line(isOn) {
  at("state").textContent = say(isOn ? "on" : "gone");
  at("state").className = isOn ? "state on" : "state gone";
}

function why(payment) {
  return payment.why ? say(payment.why) : "";
}

function drawHeard() {
  const newest = heard[0];
  at("last").hidden = !newest;
  if (!newest) return;
  at("now-title").textContent = say("newest");
  at("amount").textContent = money(newest.amount);
  at("amount").className = newest.why === "returned" ? "amount back" : "amount";
  at("price").hidden = !newest.price;
  if (newest.price) {
    at("price").textContent = say("price") + " " + money(newest.price) + ", " + say("withCoupons");
  }
  at("check").textContent = newest.check;
  at("when").textContent = [time(newest.at_ms), why(newest)].filter(Boolean).join(" · ");
  const list = at("list");
  while (list.firstChild) list.removeChild(list.firstChild);
  for (const payment of heard.slice(1, SHOWN_MAX)) list.appendChild(row(payment));
  at("earlier").hidden = at("now").hidden || heard.length < 2;
}

function row(payment) {
  const item = document.createElement("li");
  const parts = [
    ["time", "", time(payment.at_ms)], ["span", "digits", payment.check],
    ["span", "why", why(payment)], ["strong", "", money(payment.amount)],
  ];
  for (const part of parts) {
    const element = document.createElement(part[0]);
    element.className = part[1];
    element.textContent = part[2];
    item.appendChild(element);
  }
  return item;
}

// Settings

function drawSettings() {
  at("volume").value = settings.volume;
  at("language").value = settings.language;
  at("voice").value = settings.voice;
  at("quiet").checked = settings.isQuiet;
  at("from").value = settings.from;
  at("to").value = settings.to;
  at("hours").hidden = !settings.isQuiet;
}

function changed() {
  settings = {
    language: at("language").value, volume: Number(at("volume").value), voice: at("voice").value,
    isQuiet: at("quiet").checked, from: at("from").value, to: at("to").value,
  };
  save("sound-settings", settings);
  draw();
  if (stream) line(isOnline);
}

// Hours may go over midnight; from and to alike is the whole day.
function isQuietAt(moment) {
  if (!settings.isQuiet || !settings.from || !settings.to) return false;
  const now = ("0" + moment.getHours()).slice(-2) + ":" + ("0" + moment.getMinutes()).slice(-2);
  return settings.from < settings.to
    ? settings.from <= now && now < settings.to
    : now >= settings.from || now < settings.to;
}

// What is heard and said

let isOnline = false;

function speak(words) {
  SoundVoice.say(words, settings.language, settings.volume / 100, settings.voice === "recorded");
}

function wordsOf(payment) {
  return SoundWords.payment(
    payment.amount.minor, digitsOf(payment.amount.currency), payment.amount.currency,
    payment.check, settings.language);
}

// Why a payment is shown and not spoken; null when it is spoken.
function silenceOf(payment) {
  if (payment.is_returned) return "returned";
  if (Date.now() + aheadMs - payment.at_ms > SPOKEN_WITHIN_MS) return "late";
  if (isQuietAt(new Date())) return "hushed";
  return isAwake ? null : "mute";
}

function paid(payment) {
  // Another tab may have written since: what any of them has heard is heard.
  heard = load("sound-heard", heard);
  if (heard.some(function (known) { return known.payment === payment.payment; })) return;
  const silence = silenceOf(payment);
  heard.unshift({
    payment: payment.payment, amount: payment.amount, price: payment.price,
    check: payment.check, at_ms: payment.at_ms, why: silence,
  });
  heard = heard.slice(0, KEPT_MAX);
  // Kept before it is spoken: a page that ends in between says it never, and not twice.
  save("sound-heard", heard);
  drawHeard();
  if (!silence) speak(wordsOf(payment));
}

function happened(event) {
  if (load("sound-tab", tab) !== tab) {
    rest();
    return;
  }
  line(isOnline = true);
  if (event.kind === "opened") {
    aheadMs = event.now_ms - Date.now();
    trouble(null);
    if (event.name !== box.name || event.place !== box.place) {
      box.name = event.name;
      box.place = event.place;
      draw();
    }
  }
  if (event.kind === "missed") trouble(say("missed"));
  if (event.kind === "paid") paid(event);
  save("sound-last", event.event);
}

function turnedOff() {
  forget();
  trouble(say("turnedOff"));
}

function forget() {
  if (stream) stream.close();
  stream = null;
  box = null;
  heard = [];
  for (const name of ["sound-box", "sound-heard", "sound-last", "sound-tab"]) save(name, null);
  at("state").textContent = "";
  at("state").className = "state";
  draw();
  show(["pair"]);
}

// One tab

// Another tab is the box from now on.
function rest() {
  if (stream) stream.close();
  stream = null;
  at("state").textContent = "";
  at("state").className = "state";
  show(["other"]);
}

function listen() {
  save("sound-tab", tab);
  heard = load("sound-heard", []);
  draw();
  show(isAwake ? ["now", "earlier", "settings", "rule"] : ["wake", "now", "earlier"]);
  if (stream) stream.close();
  line(isOnline = false);
  stream = SoundStream(box.token, load("sound-last", null), {
    event: happened,
    line: function (isOn) { line(isOnline = isOn); },
    off: turnedOff,
  });
}

function storeChanged(event) {
  if (event.key !== "sound-tab" || !box) return;
  const other = load("sound-tab", null);
  if (other === null) {
    // The tab that spoke was closed, or the box was unpaired.
    box = load("sound-box", null);
    if (box) listen();
    else forget();
  } else if (other !== tab) {
    rest();
  }
}

function stayAwake() {
  if (!isAwake || document.hidden || !navigator.wakeLock) return;
  // Refused on a low battery: the screen then goes dark as it is set to.
  navigator.wakeLock.request("screen").catch(function () {});
}

// Pairing

// 128 random bits in Crockford's base 32: of 26 letters the first holds three bits.
function newId() {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const random = (window.crypto || window.msCrypto).getRandomValues(new Uint8Array(26));
  let text = alphabet[random[0] & 7];
  for (let n = 1; n < 26; n += 1) text += alphabet[random[n] & 31];
  return text;
}

function pairWith(code) {
  trouble(null);
  const wanted = load("sound-wanted", null);
  // The same box again after a lost answer: one code makes one.
  const body = wanted && wanted.code === code ? wanted : { code: code, box: newId() };
  save("sound-wanted", body);
  const request = new XMLHttpRequest();
  request.open("POST", "/v1/sound-boxes");
  request.setRequestHeader("Content-Type", "application/json");
  request.onload = function () {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch (error) { /* told below */ }
    if (request.status === 200 && answer) {
      save("sound-wanted", null);
      forget();
      box = { token: answer.token, name: answer.name, city: answer.city, place: answer.place };
      save("sound-box", box);
      listen();
    } else {
      trouble(answer && answer.title ? answer.title + " " + (answer.advice || "")
        : say("broken") + " " + request.status + ".");
      if (!box) show(["pair"]);
    }
  };
  request.onerror = function () {
    trouble(say("offline"));
    if (!box) show(["pair"]);
  };
  request.send(JSON.stringify(body));
}

function wake() {
  SoundVoice.unlock();
  isAwake = true;
  stayAwake();
  test();
  show(["now", "earlier", "settings", "rule"]);
}

function test() {
  SoundVoice.unlock();
  speak(settings.language === "zh" ? ["验证码", "一", "二"] : ["check", "one", "two"]);
}

function unpair() {
  if (isSure) forget();
  else at("unpair").textContent = say("sure");
  isSure = !isSure;
}

function start() {
  for (const id of ["volume", "language", "voice", "quiet", "from", "to"]) {
    at(id).addEventListener("change", changed);
  }
  at("pair-form").addEventListener("submit", function (event) {
    event.preventDefault();
    pairWith(at("code").value.replace(/ /g, ""));
    at("code").value = "";
  });
  at("begin").addEventListener("click", wake);
  at("here").addEventListener("click", function () {
    SoundVoice.unlock();
    isAwake = true;
    listen();
    stayAwake();
  });
  at("test").addEventListener("click", test);
  at("unpair").addEventListener("click", unpair);
  window.addEventListener("storage", storeChanged);
  window.addEventListener("online", function () { if (stream) stream.again(); });
  window.addEventListener("pagehide", function () {
    if (stream && load("sound-tab", null) === tab) save("sound-tab", null);
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted && box) listen(); });
  document.addEventListener("visibilitychange", stayAwake);
  const given = /[#&]code=(\d{12})/.exec(location.hash);
  // Out of the address bar, so that it is in no history, screenshot or shared link.
  if (given) history.replaceState(null, "", location.pathname);
  draw();
  if (given) pairWith(given[1]);
  else if (box) listen();
  else show(["pair"]);
}

start();
