//! The network of a shop's till, or of its payer, fails at each step of scan-the-payer: one payment
//! is made, and the till comes to know it.

use crate::lost_answer::town_behind_proxy;
use serde_json::Value;
use tests::network::Proxy;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

/// The till charges a payer code.
const CHARGE: &[u8] = b"POST /v1/payer-code/payments";
/// The payer confirms with the PIN.
const CONFIRM: &[u8] = b"POST /v1/payments";

/// A cashier and a payer behind one network that can be told to fail.
struct Scene {
    _folder: tempfile::TempDir,
    operator: OperatorProcess,
    proxy: Proxy,
    /// The same shop's own program, whose network is good.
    till: Till,
    shop: String,
    mei: Terminal,
    omar: Terminal,
}

fn scene() -> Scene {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (mut operator, proxy) = town_behind_proxy(folder.path());
    operator.kill();
    operator.set("TONGBAOD_SANDBOX", "true");
    operator.start();
    let (mei, omar) = (Terminal::new("161803"), Terminal::new("314159"));
    for (person, handle) in [(&mei, "mei@demo.example"), (&omar, "omar@demo.example")] {
        person.enrol(&operator, &proxy.url(), handle);
    }
    let till = Till::of_demo(&operator, 0);
    let shop =
        operator.demo_facts()["merchants"][0]["merchant"].as_str().expect("an id").to_owned();
    let invite = ["--json", "merchant", "invite", &shop, "--role", "cashier"];
    let invited: Value = serde_json::from_str(&operator.command(&invite)).expect("JSON");
    mei.run(&["shop", "join", invited["link"].as_str().expect("a link")]);
    Scene { _folder: folder, operator, proxy, till, shop, mei, omar }
}

impl Scene {
    /// Has the payer show a fresh code, waiting where the last one was made a moment ago.
    fn show(&self, arguments: &[&str]) -> String {
        let all: Vec<&str> = ["--json", "payer-code"].iter().chain(arguments).copied().collect();
        for _ in 0..40 {
            let ended = self.omar.try_run(&all);
            if ended.code == 0 {
                return ended.json["digits"].as_str().expect("digits").to_owned();
            }
            assert!(ended.stderr.contains("payer_code_too_soon"), "{}", ended.stderr);
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
        panic!("no code in twenty seconds");
    }

    /// Has the cashier charge a code; returns what the till says.
    fn charge(&self, digits: &str) -> Value {
        let shop = &self.shop;
        let arguments = ["till", "charge", shop, "--amount", "4.00", "--payer-code", digits];
        self.mei.run(&[&["--json"], arguments.as_slice()].concat()).json
    }

    /// Asks what became of every attempt that had no end.
    fn attempts(&self) -> Vec<Value> {
        let all = self.mei.run(&["--json", "till", "orders", &self.shop]).json;
        all.as_array().expect("attempts").clone()
    }

    /// Checks that of everything one payment over 4.00 is left, on both sides.
    fn check_one_payment(&self, payer_before: i64, taken_before: usize) {
        assert_eq!(self.omar.balance_minor(), payer_before - 400, "paid once");
        let paid: Vec<_> = self.till.payments();
        assert_eq!(paid.len(), taken_before + 1, "one payment more: {paid:?}");
        assert_eq!(paid[0]["payment"], self.omar.history()[0]["payment"]);
        self.operator.audit();
    }
}

#[test]
fn a_charge_that_the_network_swallowed_is_made_when_the_till_asks_again() {
    let scene = scene();
    let (before, taken) = (scene.omar.balance_minor(), scene.till.payments().len());
    let digits = scene.show(&[]);
    scene.proxy.cut();
    let told = scene.charge(&digits);
    assert_eq!(told["state"], "unknown", "it may have arrived: {told}");
    assert_eq!(scene.till.payments().len(), taken, "it did not");
    scene.proxy.open();
    let known = scene.attempts();
    assert_eq!((&known[0]["state"], &known[0]["charge"]), (&"paid".into(), &told["charge"]));
    scene.check_one_payment(before, taken);
}

#[test]
fn a_charge_whose_answers_are_lost_is_known_to_be_paid_when_the_network_is_back() {
    let scene = scene();
    let (before, taken) = (scene.omar.balance_minor(), scene.till.payments().len());
    let digits = scene.show(&[]);
    scene.proxy.lose_answers(CHARGE, usize::MAX);
    let told = scene.charge(&digits);
    assert_eq!(told["state"], "unknown", "the till does not pretend to know: {told}");
    scene.proxy.until_lost(1);
    scene.proxy.lose_answers(CHARGE, 0);
    let known = scene.attempts();
    assert_eq!((&known[0]["state"], &known[0]["charge"]), (&"paid".into(), &told["charge"]));
    // The same code once more is no second payment.
    assert_eq!(scene.charge(&digits)["error"]["code"], "payer_code_used");
    scene.check_one_payment(before, taken);
}

#[test]
fn scenario_01_of_an_attempt_that_the_payers_phone_never_heard_of_and_a_new_code_one_is_paid() {
    let scene = scene();
    let (before, taken) = (scene.omar.balance_minor(), scene.till.payments().len());
    // The code asks for the PIN, and the payer's phone hears nothing of it.
    let first = scene.charge(&scene.show(&["--reveal"]));
    assert_eq!(first["state"], "pin_needed");
    let attempt = first["charge"].as_str().expect("an id").to_owned();
    scene.till.move_clock("advance_s", 16).expect("moved");
    let reversed = scene.mei.run(&["--json", "till", "reverse", &attempt]).json;
    assert_eq!(reversed["state"], "reversed");

    assert_eq!(scene.charge(&scene.show(&[]))["state"], "paid");
    assert_eq!(scene.attempts(), Vec::<Value>::new(), "the till is sure of both");
    // The phone is back, with the order of the first attempt: it is over.
    let order = scene.till.ask("GET", &format!("/v1/orders/{attempt}"), None).expect("an order");
    let code = order["code"].as_str().expect("a code");
    scene.omar.refused(&["pay", "--code", code, "--yes"], "order_reversed");
    scene.check_one_payment(before, taken);
}

#[test]
fn a_payer_whose_answer_is_lost_confirms_once_and_the_till_says_paid() {
    let scene = scene();
    let (before, taken) = (scene.omar.balance_minor(), scene.till.payments().len());
    let asked = scene.charge(&scene.show(&["--reveal"]));
    assert_eq!(asked["state"], "pin_needed");
    let attempt = asked["charge"].as_str().expect("an id");
    let order = scene.till.ask("GET", &format!("/v1/orders/{attempt}"), None).expect("an order");
    scene.proxy.lose_answers(CONFIRM, 2);
    scene.omar.run(&["pay", "--code", order["code"].as_str().expect("a code"), "--yes"]);
    scene.proxy.until_lost(2);
    assert_eq!(scene.attempts()[0]["state"], "paid");
    scene.check_one_payment(before, taken);
}

#[test]
fn a_reversal_whose_answer_is_lost_gives_the_money_back_once() {
    let scene = scene();
    let (before, taken) = (scene.omar.balance_minor(), scene.till.payments().len());
    // The till never learns that it was paid, and takes the attempt back.
    scene.proxy.lose_answers(CHARGE, usize::MAX);
    let told = scene.charge(&scene.show(&[]));
    assert_eq!(told["state"], "unknown");
    assert_eq!(scene.till.payments().len(), taken + 1, "it was paid");
    scene.till.move_clock("advance_s", 16).expect("moved");
    scene.proxy.lose_answers(b"/reverse", 1);
    let attempt = told["charge"].as_str().expect("an id");
    let first = scene.mei.run(&["--json", "till", "reverse", attempt]).json;
    let known = match first["state"] == "unknown" {
        true => scene.mei.run(&["--json", "till", "reverse", attempt]).json,
        false => first,
    };
    // One to the charge at least, and one to the reversal.
    scene.proxy.until_lost(2);
    assert_eq!((&known["state"], &known["returned"]["minor"]), (&"reversed".into(), &400.into()));
    assert_eq!(scene.omar.balance_minor(), before, "the money is back, once");
    scene.operator.audit();
}
