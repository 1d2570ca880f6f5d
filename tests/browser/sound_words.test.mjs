// What a sound box says: amounts as words in both languages by vectors, and a recorded voice that
// has every one of these words. The page's scripts must be read by browsers of 2017.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { root } from './town.mjs';

const page = join(root, 'crates/operator/src/routes/sound_boxes/page');
const script = (name) => readFileSync(join(page, name), 'utf8');
const context = createContext({});
runInContext(`${script('words.js')}\n${script('clips.js')}
globalThis.words = SoundWords; globalThis.clips = SoundClips;`, context);
const { words, clips } = context;

/** Minor units with two decimals: English, Chinese. */
const VECTORS = [
  [1, 'zero point zero one yuan', '零点零一元'],
  [10, 'zero point one zero yuan', '零点一元'],
  [99, 'zero point nine nine yuan', '零点九九元'],
  [100, 'one yuan', '一元'],
  [200, 'two yuan', '两元'],
  [250, 'two point five zero yuan', '二点五元'],
  [1000, 'ten yuan', '十元'],
  [1250, 'twelve point five zero yuan', '十二点五元'],
  [2000, 'twenty yuan', '二十元'],
  [9999, 'ninety nine point nine nine yuan', '九十九点九九元'],
  [10000, 'one hundred yuan', '一百元'],
  [10100, 'one hundred and one yuan', '一百零一元'],
  [11000, 'one hundred and ten yuan', '一百一十元'],
  [11205, 'one hundred and twelve point zero five yuan', '一百一十二点零五元'],
  [20000, 'two hundred yuan', '二百元'],
  [100000, 'one thousand yuan', '一千元'],
  [101000, 'one thousand and ten yuan', '一千零一十元'],
  [200000, 'two thousand yuan', '两千元'],
  [222222, 'two thousand two hundred and twenty two point two two yuan', '两千二百二十二点二二元'],
  [1000530, 'ten thousand and five point three zero yuan', '一万零五点三元'],
  [1010000, 'ten thousand one hundred yuan', '一万零一百元'],
  [1200000, 'twelve thousand yuan', '一万两千元'],
  [2000000, 'twenty thousand yuan', '两万元'],
  [10050000, 'one hundred thousand five hundred yuan', '十万零五百元'],
  [100500000, 'one million five thousand yuan', '一百万五千元'],
  [100050000, 'one million five hundred yuan', '一百万零五百元'],
  [10000000500, 'one hundred million and five yuan', '一亿零五元'],
  [20000000000, 'two hundred million yuan', '两亿元'],
  [100010000000000, 'one trillion one hundred million yuan', '一万零一亿元'],
];

test('amounts are read as people say them', () => {
  for (const [minor, english, chinese] of VECTORS) {
    assert.equal(words.amount(minor, 2, 'CNY', 'en').join(' '), english, String(minor));
    assert.equal(words.amount(minor, 2, 'CNY', 'zh').join(''), chinese, String(minor));
  }
  assert.equal(words.amount(500, 0, 'JPY', 'en').join(' '), 'five hundred yen');
  assert.equal(words.amount(1250, 2, 'EUR', 'zh').join(''), '十二点五欧元');
  assert.equal(words.amount(1250, 3, 'KWD', 'en').join(' '), 'one point two five zero');
});

test('an announcement says what came and the two digits one by one', () => {
  const said = (language) => {
    const all = words.payment(1250, 2, 'CNY', '07', language);
    return words.text(all, language);
  };
  assert.equal(said('en'), 'received twelve point five zero yuan, check zero, seven');
  assert.equal(said('zh'), '收到十二点五元,验证码零,七');
});

/** Read back from the words: nothing that is said is another amount. */
test('no two amounts are said alike', () => {
  const seen = new Map();
  const some = [...Array(12_000).keys()].map((n) => n + 1);
  for (let n = 1; n < 400; n += 1) some.push(n * 100_003, n * 1_000_000, n * 10_000_700_000);
  for (const minor of new Set(some)) {
    for (const language of ['en', 'zh']) {
      const text = words.amount(minor, 2, 'CNY', language).join(' ');
      assert.equal(seen.get(text) ?? minor, minor, text);
      seen.set(text, minor);
    }
  }
});

test('the recorded voice has every word, and no more bytes than a page should load', () => {
  let bytes = 0;
  for (const language of ['en', 'zh']) {
    const wav = readFileSync(join(page, `${language}.wav`));
    bytes += wav.length;
    assert.equal(wav.readUInt32LE(24), clips.rate);
    assert.equal(wav.readUInt16LE(34), 8);
    for (const word of words.all(language)) {
      const [from, to] = clips[language][word] ?? [];
      assert.ok(to > from && to + 44 <= wav.length, `${language}: ${word}`);
      const samples = [...wav.subarray(44 + from, 44 + to)];
      assert.ok(Math.max(...samples) > 200 && Math.min(...samples) < 56, `${word} is loud enough`);
    }
  }
  assert.ok(bytes < 400_000, `${bytes} bytes`);
  const spoken = new Set(VECTORS.flatMap(([minor]) => [
    ...words.payment(minor, 2, 'CNY', '12', 'en'), ...words.payment(minor, 2, 'CNY', '12', 'zh'),
  ]));
  for (const word of spoken) assert.ok(clips.en[word] ?? clips.zh[word], word);
});

test('the scripts are of a language that browsers of 2017 read', () => {
  const { parse } = createRequire(join(root, 'ui/package.json'))('acorn');
  for (const name of ['words.js', 'clips.js', 'voice.js', 'stream.js', 'sound.js']) {
    parse(script(name), { ecmaVersion: 2017, sourceType: 'script' });
  }
  assert.throws(() => parse('a?.b', { ecmaVersion: 2017 }), 'the check can fail');
});
