// An amount as words, in English and Chinese: a list of clips by name, which the recorded voice
// plays one after the other, and the text that a speaking engine gets. Nothing here touches the
// page, so that a test can run it alone. Amounts come as minor units; no float is made of them.
"use strict";

const SoundWords = (function () {
  const SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ];
  const TENS = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ];
  const SCALES = ["", "thousand", "million", "billion", "trillion"];
  const DIGITS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
  const UNITS = ["", "十", "百", "千"];

  // What currencies are called; others are shown and not spoken.
  const CURRENCIES = {
    CNY: { en: ["yuan"], zh: ["元"] },
    EUR: { en: ["euro"], zh: ["欧元"] },
    USD: { en: ["dollars"], zh: ["美元"] },
    GBP: { en: ["pounds"], zh: ["英镑"] },
    JPY: { en: ["yen"], zh: ["日元"] },
  };

  // The whole and the fraction of minor units, as digits.
  function split(minor, digits) {
    let text = String(minor);
    while (text.length <= digits) text = "0" + text;
    const at = text.length - digits;
    return { whole: text.slice(0, at), fraction: text.slice(at) };
  }

  // Digits in groups of so many, the lowest first.
  function groups(text, size) {
    const found = [];
    for (let end = text.length; end > 0; end -= size) {
      found.push(Number(text.slice(Math.max(0, end - size), end)));
    }
    return found;
  }

  function belowThousand(number, withAnd) {
    const words = [];
    if (number >= 100) words.push(SMALL[Math.floor(number / 100)], "hundred");
    const rest = number % 100;
    if (rest > 0 && (number >= 100 || withAnd)) words.push("and");
    if (rest >= 20) {
      words.push(TENS[Math.floor(rest / 10)]);
      if (rest % 10 > 0) words.push(SMALL[rest % 10]);
    } else if (rest > 0) {
      words.push(SMALL[rest]);
    }
    return words;
  }

  // 10005 is "ten thousand and five".
  function english(whole) {
    const parts = groups(whole, 3);
    const words = [];
    for (let place = parts.length - 1; place >= 0; place -= 1) {
      const part = parts[place];
      if (part === 0) continue;
      words.push.apply(words, belowThousand(part, place === 0 && words.length > 0));
      if (place > 0) words.push(SCALES[place]);
    }
    return words.length > 0 ? words : ["zero"];
  }

  // Up to 9999: a gap of zeros is read once, and 10 to 19 at the very beginning without their one.
  function section(number, isFirst) {
    const text = String(number);
    const words = [];
    let isGap = false;
    for (let at = 0; at < text.length; at += 1) {
      const digit = Number(text[at]);
      const unit = text.length - 1 - at;
      if (digit === 0) {
        isGap = true;
        continue;
      }
      if (isGap && words.length > 0) words.push("零");
      isGap = false;
      const isBareTen = digit === 1 && unit === 1 && at === 0 && isFirst;
      // Two is 两 before thousands.
      if (!isBareTen) words.push(digit === 2 && unit === 3 ? "两" : DIGITS[digit]);
      if (unit > 0) words.push(UNITS[unit]);
    }
    return words;
  }

  // Up to 8 digits: a section of ten thousands, then the rest.
  function belowHundredMillion(number, isFirst) {
    const high = Math.floor(number / 10000);
    const low = number % 10000;
    let words = [];
    if (high === 2) words.push("两", "万");
    else if (high > 0) words = section(high, isFirst).concat(["万"]);
    if (low === 0) return words;
    if (high > 0 && low < 1000) words.push("零");
    return words.concat(section(low, isFirst && high === 0));
  }

  // 10005 is 一万零五.
  function chinese(whole) {
    const parts = groups(whole, 8);
    const low = parts[0];
    const high = parts.length > 1 ? parts[1] : 0;
    if (high === 0) return low === 0 ? ["零"] : belowHundredMillion(low, true);
    const words = (high === 2 ? ["两"] : belowHundredMillion(high, true)).concat(["亿"]);
    if (low === 0) return words;
    if (low < 10000000) words.push("零");
    return words.concat(belowHundredMillion(low, false));
  }

  // The words of an amount with its currency.
  function amount(minor, digits, currency, language) {
    const parts = split(minor, digits);
    const isChinese = language === "zh";
    let words = isChinese ? chinese(parts.whole) : english(parts.whole);
    // In Chinese an amount of two is 两元; with a fraction it is a plain number.
    let fraction = parts.fraction;
    if (isChinese) fraction = fraction.replace(/0+$/, "");
    else if (/^0*$/.test(fraction)) fraction = "";
    if (isChinese && fraction === "" && words.length === 1 && words[0] === "二") words = ["两"];
    if (fraction !== "") {
      words = words.concat(isChinese ? ["点"] : ["point"]);
      for (const digit of fraction) {
        words.push(isChinese ? DIGITS[Number(digit)] : SMALL[Number(digit)]);
      }
    }
    const named = CURRENCIES[currency];
    return named ? words.concat(named[language]) : words;
  }

  // All that is said of a payment: what came, and the two check digits one by one.
  function payment(minor, digits, currency, check, language) {
    const isChinese = language === "zh";
    let words = [isChinese ? "收到" : "received"];
    words = words.concat(amount(minor, digits, currency, language));
    if (check) {
      words.push(isChinese ? "验证码" : "check");
      for (const digit of check) {
        words.push(isChinese ? DIGITS[Number(digit)] : SMALL[Number(digit)]);
      }
    }
    return words;
  }

  // What a speaking engine gets: a pause before the check digits, and between them.
  function text(words, language) {
    const isChinese = language === "zh";
    const at = words.indexOf(isChinese ? "验证码" : "check");
    const said = at < 0 ? words : words.slice(0, at);
    const check = at < 0 ? [] : words.slice(at);
    const parts = [];
    if (said.length > 0) parts.push(said.join(isChinese ? "" : " "));
    if (check.length > 0) {
      parts.push(check[0] + (isChinese ? "" : " ") + check.slice(1).join(isChinese ? "," : ", "));
    }
    return parts.join(isChinese ? "," : ", ");
  }

  // Every word that can come up, which the recorded voice needs.
  function all(language) {
    const named = [];
    for (const code of Object.keys(CURRENCIES)) named.push.apply(named, CURRENCIES[code][language]);
    if (language === "zh") {
      return ["收到", "验证码", "点", "两"].concat(DIGITS, UNITS.slice(1), ["万", "亿"], named);
    }
    return ["received", "check", "point", "and", "hundred"]
      .concat(SMALL, TENS.slice(2), SCALES.slice(1), named);
  }

  return { amount: amount, payment: payment, text: text, all: all, split: split };
})();
