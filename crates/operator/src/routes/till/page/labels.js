// The shop's label, saved as a sheet to print or as a drawing. The operator draws it; the page
// hands over the file. Stands beside till.js and uses its key, its `ask` and its `Problem`.
"use strict";

const LABEL_WORDS = {
  en: {
    title: "Label to print",
    text: "Payers scan it and type the amount. Print the PDF at its true size; the SVG is for a print shop.",
    save: "Save", offline: "No connection to the operator.",
    papers: {
      a6: "One label, A6", a5: "One label, A5", a4: "One label, A4", stickers4: "4 stickers on A4",
      stickers: "8 stickers on A4", stickers16: "16 stickers on A4",
    },
  },
  zh: {
    title: "收款牌",
    text: "付款人扫码后输入金额。PDF 请按真实尺寸打印；SVG 供印刷店使用。",
    save: "保存", offline: "无法连接运营方。",
    papers: {
      a6: "一张，A6", a5: "一张，A5", a4: "一张，A4", stickers4: "A4 上 4 张贴纸",
      stickers: "A4 上 8 张贴纸", stickers16: "A4 上 16 张贴纸",
    },
  },
};
const ofLabel = (word) => LABEL_WORDS[language][word];

// The key goes into a header, so a file is fetched and then handed to the browser.
async function saveLabel(paper, kind, button) {
  button.disabled = true;
  at("label-trouble").hidden = true;
  try {
    const answer = await ask(`/v1/till/label.${kind}?paper=${paper}`);
    const address = URL.createObjectURL(await answer.blob());
    const link = element("a");
    link.href = address;
    link.download = `label-${paper}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } catch (error) {
    at("label-trouble").textContent = error instanceof Problem ? error.message : ofLabel("offline");
    at("label-trouble").hidden = false;
  }
  button.disabled = false;
}

function labelRow([paper, name]) {
  const row = element("li");
  row.append(element("span", name, "for"));
  for (const kind of ["pdf", "svg"]) {
    const button = element("button", kind.toUpperCase());
    button.type = "button";
    button.id = `label-${paper}-${kind}`;
    // The name begins with what is read on the button.
    button.setAttribute("aria-label", `${kind.toUpperCase()}, ${ofLabel("save")}: ${name}`);
    button.addEventListener("click", () => saveLabel(paper, kind, button));
    row.append(button);
  }
  return row;
}

at("labels-title").textContent = ofLabel("title");
at("labels-text").textContent = ofLabel("text");
at("label-list").replaceChildren(...Object.entries(ofLabel("papers")).map(labelRow));
