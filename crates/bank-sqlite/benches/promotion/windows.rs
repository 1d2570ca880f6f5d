//! Payments to one shop with a coupon, with a campaign's draw, with both, and coupons taken against
//! a day's budget: each beside plain payments, in turns, on whatever store. The same in every run.

use bank::command::{Command, CommandKey, Discounting, Drawing, Payee, Scope};
use bank::contract::town::{self, campaign as town_campaign, coupon as town_coupon};
use bank::id::{CouponId, PaymentId, TimeMs};
use bank::store::Store;
use bank::{Envelope, batch};
use promotion::calendar::DAY_MS;
use promotion::campaign::{Odds, Prize, Reward, Terms};
use promotion::coupon::{Limits, Rules};
use std::io::Write as _;
use std::time::Instant;

/// How many commands a window has.
const WINDOW: u32 = 2_048;
/// How often every case is measured; the first round only warms up.
const ROUNDS: u32 = 13;
/// How many commands are in a batch: some that wait, and a full queue's.
const SIZES: [usize; 2] = [64, 1_024];
const PEOPLE: u32 = 4 * WINDOW;
const PRICE_MINOR: u64 = 100;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Plain,
    Coupon,
    Draw,
    CouponAndDraw,
    Take,
}

const ALL: [What; 5] = [What::Plain, What::Coupon, What::Draw, What::CouponAndDraw, What::Take];

impl What {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "payments, plain",
            Self::Coupon => "payments with a funded coupon",
            Self::Draw => "payments with a draw",
            Self::CouponAndDraw => "payments with both",
            Self::Take => "coupons taken, of a day's budget",
        }
    }

    const fn has_coupon(self) -> bool {
        matches!(self, Self::Coupon | Self::CouponAndDraw)
    }

    const fn has_draw(self) -> bool {
        matches!(self, Self::Draw | Self::CouponAndDraw)
    }
}

/// One line of the table: commands a second of each window.
struct Case {
    what: What,
    size: usize,
    per_s: Vec<f64>,
}

struct Crowd {
    terms: Terms,
    drawing: Drawing,
    at: TimeMs,
    random: u64,
    coupons: u128,
}

/// Measures on a store, which is empty before, and prints the table.
pub fn measure(store: &mut dyn Store, on: &str) {
    let mut crowd = Crowd::found(store);
    let cases = SIZES.into_iter().flat_map(|size| ALL.map(|what| (what, size)));
    let mut cases: Vec<Case> =
        cases.map(|(what, size)| Case { what, size, per_s: Vec::new() }).collect();
    for round in 0..ROUNDS {
        crowd.next_day();
        let count = cases.len();
        for turn in 0..count {
            // Another order in each round, so that no case always follows the same one.
            let at = (turn * 3 + usize::try_from(round).unwrap_or_default()) % count;
            let per_s = crowd.window(store, cases[at].what, cases[at].size);
            if round > 0 {
                cases[at].per_s.push(per_s);
            }
        }
    }
    print_table(&cases, on);
}

impl Crowd {
    /// Opens the desk, accounts with money and a device each, one shop, a batch of coupons for all
    /// and a campaign of which every tenth draw wins.
    fn found(store: &mut dyn Store) -> Self {
        let prizes = vec![Prize { tickets: 1, reward: Reward::Fixed { minor: 10 } }];
        let odds = Odds { one_in: 10, prizes };
        let terms = Terms { odds, ..town_campaign::terms(0) };
        let limits = Limits {
            money_a_day_minor: Some(10_000_000),
            pieces_a_day: Some(1_000_000),
            ..town_coupon::limits(1_000_000)
        };
        let rules = Rules { limits, per_person_max: 60, ..town_coupon::rules() };
        let mut founding = town::founded_with_devices(PEOPLE, 1, 100_000_000);
        founding.extend(town_coupon::given_out(0, rules));
        founding.extend(town_campaign::running(0, terms.clone(), 10_000_000));
        for envelopes in founding.chunks(4_096) {
            run(store, envelopes);
        }
        let drawing = town_campaign::drawing(&terms, town::AT);
        Self { terms, drawing, at: town::AT, random: 0x2545_F491_4F6C_DD1D, coupons: 1 << 100 }
    }

    /// Everybody has a draw again.
    fn next_day(&mut self) {
        self.at = self.at.plus_ms(DAY_MS);
        self.drawing = town_campaign::drawing(&self.terms, self.at);
    }

    /// Returns how many commands a second a window of them makes.
    fn window(&mut self, store: &mut dyn Store, what: What, size: usize) -> f64 {
        // Those who draw today, each once: others for each size and case.
        let first = match (what, size == SIZES[0]) {
            (What::Draw, true) => 0,
            (What::Draw, false) => WINDOW,
            (_, true) => 2 * WINDOW,
            (_, false) => 3 * WINDOW,
        };
        let people = first..first + WINDOW;
        if what.has_coupon() {
            let coupons = self.coupons..;
            let taken = people.clone().zip(coupons).map(|(n, coupon)| self.take(coupon, n));
            let taken: Vec<Envelope> = taken.collect();
            run(store, &taken);
        }
        let envelopes: Vec<Envelope> = people.map(|n| self.command(what, n)).collect();
        let started = Instant::now();
        for envelopes in envelopes.chunks(size) {
            run(store, envelopes);
        }
        f64::from(WINDOW) / started.elapsed().as_secs_f64()
    }

    fn command(&mut self, what: What, n: u32) -> Envelope {
        if what == What::Take {
            self.coupons += 1;
            return self.take(self.coupons - 1, n);
        }
        // 48 bits of time, 80 random bits: the identifiers that wallets make.
        let id = u128::from(self.at.0) << 80 | self.wide() >> 48;
        let mut pay = town::order_to_pay(id, n, Payee::Label(town::label(0)), PRICE_MINOR);
        pay.payment = PaymentId(id);
        pay.order_expires_at = self.at.plus_ms(60_000);
        pay.evidence.signed_text = format!("{}{}", "x".repeat(300), pay.evidence.signed_text);
        if what.has_coupon() {
            let coupons = vec![CouponId(self.coupons)];
            self.coupons += 1;
            pay.amount = town::amount(PRICE_MINOR - 10);
            let (total, zone) = (town::amount(PRICE_MINOR), town_coupon::zone());
            pay.discount = Some(Discounting { total, coupons, zone });
        }
        pay.drawing = what.has_draw().then(|| self.drawing.clone());
        self.signed(n, Envelope { at: self.at, ..town::pay_with(pay) })
    }

    /// Takes a coupon as a person's wallet does: under a key of the person's.
    fn take(&mut self, coupon: u128, n: u32) -> Envelope {
        let Command::ReceiveCoupon(receive) = town_coupon::receive(coupon, 0, n).command else {
            unreachable!("a coupon is received")
        };
        let key = Some(CommandKey { scope: Scope::Person(receive.person), id: coupon });
        let command = Command::ReceiveCoupon(receive);
        self.signed(n, Envelope { at: self.at, key, ..town::plain(command) })
    }

    fn signed(&mut self, n: u32, envelope: Envelope) -> Envelope {
        town::signed(town::device(n), self.wide(), envelope)
    }

    /// A small generator (xorshift64*).
    fn next(&mut self) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn wide(&mut self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }
}

fn run(store: &mut dyn Store, envelopes: &[Envelope]) {
    for outcome in batch::run(store, envelopes).expect("the store works") {
        outcome.expect("nothing is refused");
    }
}

/// Returns the least, the middle and the largest value.
fn spread(values: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    (at(0), at(values.len() / 2), at(values.len().saturating_sub(1)))
}

fn print_table(cases: &[Case], on: &str) {
    line(&format!("coupons and draws on {on}: a second, median [least-most] of the windows"));
    line("what                              batch  a second                 of plain");
    for case in cases {
        let (least, middle, most) = spread(case.per_s.iter().copied());
        let plain = cases.iter().find(|it| it.what == What::Plain && it.size == case.size);
        let plain = plain.map_or(&[][..], |plain| &plain.per_s);
        let ratios = case.per_s.iter().zip(plain).map(|(own, plain)| own / plain * 100.0);
        let (_, share, _) = spread(ratios);
        let (name, size) = (case.what.name(), case.size);
        line(&format!(
            "{name:<33} {size:>5}  {middle:>6.0} [{least:>6.0}-{most:>6.0}]  {share:>7.0} %"
        ));
    }
}

/// Prints a line.
pub fn line(text: &str) {
    writeln!(std::io::stdout(), "{text}").expect("the terminal takes it");
}
