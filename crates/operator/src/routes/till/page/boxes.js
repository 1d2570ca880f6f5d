// The till's sound boxes: makes pairing codes, lists the boxes, turns one off. Stands beside till.js
// and uses its key, its `ask` and its `Problem`.
"use strict";

const BOX_WORDS = {
  en: {
    title: "Sound boxes", text: "An old phone or browser that says what was paid, and can do nothing else.",
    pair: "Pair a sound box", again: "Make another code", box: "Box", since: "since", off: "Turn off",
    sure: "Turn off now", picture: "Address of the sound box, as a QR code", paired: "Paired.",
    over: "The code is over.",
  },
  zh: {
    title: "收款音箱", text: "旧手机或浏览器即可播报收款，此外不能进行任何操作。",
    pair: "绑定收款音箱", again: "重新生成配对码", box: "音箱", since: "绑定于", off: "关闭",
    sure: "确认关闭", picture: "收款音箱网址二维码", paired: "已绑定。",
    over: "配对码已过期。",
  },
};
const boxWord = (word) => BOX_WORDS[language][word];
let offered = null;
let boxTimer = null;

function boxTrouble(error) {
  const text = error && (error instanceof Problem ? error.message : say("offline"));
  at("box-trouble").hidden = !text;
  at("box-trouble").textContent = text || "";
}

function drawBoxes(boxes) {
  at("box-list").replaceChildren(...boxes.map((box) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const button = document.createElement("button");
    const since = new Date(box.paired_at_ms).toLocaleDateString(language);
    name.className = "for";
    name.textContent = `${boxWord("box")} ${box.place} · ${boxWord("since")} ${since}`;
    button.type = "button";
    button.textContent = boxWord("off");
    button.setAttribute("aria-label", `${boxWord("off")}: ${boxWord("box")} ${box.place}`);
    // Two touches: a box that is turned off has to be paired anew.
    button.addEventListener("click", () => {
      if (button.dataset.sure) turnBoxOff(box.box);
      button.dataset.sure = "1";
      button.textContent = boxWord("sure");
    });
    item.append(name, button);
    return item;
  }));
}

async function loadBoxes() {
  try {
    const { boxes } = await (await ask("/v1/sound-boxes")).json();
    drawBoxes(boxes);
    // A code that was used has done its work.
    if (offered && boxes.some((box) => !offered.known.has(box.box))) endOffer(boxWord("paired"));
    return boxes;
  } catch (error) {
    boxTrouble(error);
    return [];
  }
}

async function turnBoxOff(id) {
  boxTrouble(null);
  try {
    const { boxes } = await (await ask(`/v1/sound-boxes/${id}/off`, { method: "POST" })).json();
    drawBoxes(boxes);
  } catch (error) {
    boxTrouble(error);
  }
}

async function offerBox() {
  boxTrouble(null);
  at("box-pair").disabled = true;
  try {
    const known = new Set((await loadBoxes()).map((box) => box.box));
    const answer = await ask("/v1/sound-boxes/codes", { method: "POST" });
    const offer = await answer.json();
    const skewMs = Date.parse(answer.headers.get("date")) - Date.now() || 0;
    offered = { known, endsAtMs: offer.expires_at_ms - skewMs, asked: 0 };
    const picture = new Blob([offer.picture], { type: "image/svg+xml" });
    if (at("box-picture").src) URL.revokeObjectURL(at("box-picture").src);
    at("box-picture").src = URL.createObjectURL(picture);
    at("box-picture").alt = boxWord("picture");
    at("box-code").textContent = offer.code.replace(/(....)(?=.)/g, "$1 ");
    at("box-offer").hidden = false;
    at("box-pair").textContent = boxWord("again");
    clearInterval(boxTimer);
    boxTimer = setInterval(boxTick, 1000);
    boxTick();
  } catch (error) {
    boxTrouble(error);
  }
  at("box-pair").disabled = false;
}

function boxTick() {
  const seconds = Math.max(0, Math.ceil((offered.endsAtMs - Date.now()) / 1000));
  at("box-left").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (seconds === 0) {
    endOffer(boxWord("over"));
    return;
  }
  offered.asked += 1;
  if (offered.asked % 3 === 0 && !at("boxes").hidden) loadBoxes();
}

function endOffer(text) {
  clearInterval(boxTimer);
  offered = null;
  at("box-offer").hidden = true;
  at("box-code").textContent = "";
  at("box-pair").textContent = boxWord("pair");
  at("boxes-text").textContent = text;
}

at("boxes-title").textContent = boxWord("title");
at("boxes-text").textContent = boxWord("text");
at("box-pair").textContent = boxWord("pair");
at("box-pair").addEventListener("click", offerBox);
window.addEventListener("till-open", loadBoxes);
