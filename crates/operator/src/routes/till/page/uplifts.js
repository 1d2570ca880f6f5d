// What campaigns brought to the shop, against people who were held out of them; also when it is
// nothing. The operator counts; means are shown to whole minor units, intervals rounded outwards.
"use strict";

const UPLIFT_WORDS = {
  en: {
    uplifts: "What campaigns brought", none: "No campaign here yet.", now: "now",
    mayWin: "Who may win", heldOut: "Comparison group", bought: "bought", person: "a person",
    confidence: "95 % confidence", runs: "It still runs, and the figures move.",
    more: "Who may win spent more. Chance alone rarely does this.",
    less: "Who may win spent less. Chance alone rarely does this.",
    none_told: "No effect can be told: chance alone makes such differences.",
    too_few: "There are too few people to tell anything.",
    no_group: "It holds nobody out, so what it brought cannot be told.",
  },
  zh: {
    uplifts: "活动带来了什么", none: "还没有活动。", now: "现在",
    mayWin: "参加活动的人", heldOut: "对照组", bought: "有消费", person: "人均",
    confidence: "95% 置信区间", runs: "活动仍在进行，数字还会变化。",
    more: "参加活动的人消费更多，很少仅因偶然出现。",
    less: "参加活动的人消费更少，很少仅因偶然出现。",
    none_told: "看不出效果：偶然也会有这样的差别。",
    too_few: "人数太少，无法判断。", no_group: "该活动没有对照组，无法判断带来了什么。",
  },
};
const ofUplift = (word) => UPLIFT_WORDS[language][word];

/** How many campaigns are looked at, those begun last first. */
const UPLIFTS_MOST = 12;

/** By how much, with its sign: in whole minor units. */
function by(minor) {
  return minor > 0 ? `+${money(minor)}` : signed(minor);
}

function groupFacts(word, group) {
  const { people, buyers, mean_hundredths: mean } = group;
  const each = mean === undefined ? ""
    : ` · ${signed(Math.round(mean / 100))} ${ofUplift("person")}`;
  const value = `${buyers} / ${people} ${ofUplift("bought")}${each}`;
  return [element("dt", ofUplift(word)), element("dd", value)];
}

function upliftRow(uplift) {
  const row = element("li", undefined, "bill");
  const day = (ms) => dayText(localDay(ms), { year: "numeric", month: "short", day: "numeric" });
  const until = uplift.is_over ? day(uplift.until_ms - 1) : ofUplift("now");
  const head = element("div", undefined, "bill-head");
  head.append(element("strong", uplift.title),
    element("span", `${day(uplift.from_ms)} – ${until}`));
  row.append(head, element("p", ofUplift(uplift.verdict)));
  const facts = element("dl");
  if (uplift.difference) {
    const { mean_hundredths: mean, low_hundredths: low, high_hundredths: high } = uplift.difference;
    const between = `${by(Math.floor(low / 100))} – ${by(Math.ceil(high / 100))}`;
    facts.append(element("dt", ofUplift("person")), element("dd", by(Math.round(mean / 100))),
      element("dt", ofUplift("confidence")), element("dd", between));
  }
  if (uplift.verdict !== "no_group") {
    facts.append(...groupFacts("mayWin", uplift.may_win));
    facts.append(...groupFacts("heldOut", uplift.held_out));
  }
  row.append(facts);
  if (!uplift.is_over && uplift.verdict !== "no_group") row.append(element("p", ofUplift("runs"), "quiet"));
  return row;
}

async function loadUplifts() {
  at("uplifts-title").textContent = ofUplift("uplifts");
  at("no-uplifts").textContent = ofUplift("none");
  try {
    await learnZone();
    const { campaigns } = await (await ask("/v1/campaigns")).json();
    const rows = [];
    for (const { campaign } of campaigns) {
      if (rows.length === UPLIFTS_MOST) break;
      try {
        rows.push(upliftRow(await (await ask(`/v1/campaigns/${campaign}/uplift`)).json()));
      } catch (error) {
        // It is one of other shops.
        if (!(error instanceof Problem) || error.code !== "not_found") throw error;
      }
    }
    at("uplift-list").replaceChildren(...rows);
    at("no-uplifts").hidden = rows.length > 0;
  } catch (error) {
    failed(error);
  }
}
