//! A cashier's whole day, through real processes: two of the staff and the shop's own till take
//! money in every way, a network breaks, money goes back; shifts and the day are closed, and what
//! each took, the reports, the shop's figures, the signed bill and the journal say the same.

use crate::lost_answer::town_behind_proxy;
use serde_json::Value;
use tests::billing::a_day_goes_by;
use tests::network::Proxy;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

struct Day {
    operator: OperatorProcess,
    proxy: Proxy,
    /// The shop's own till, with its key.
    till: Till,
    shop: String,
    /// A cashier and a manager, each with a till of their own.
    mei: Terminal,
    lin: Terminal,
    /// Who pays.
    omar: Terminal,
}

/// Returns a text of what was printed.
fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

fn day(folder: &std::path::Path) -> Day {
    let (operator, proxy) = town_behind_proxy(folder);
    let (mei, lin, omar) =
        (Terminal::new("161803"), Terminal::new("271828"), Terminal::new("314159"));
    for (person, handle) in
        [(&mei, "mei@demo.example"), (&lin, "lin@demo.example"), (&omar, "omar@demo.example")]
    {
        person.enrol(&operator, &proxy.url(), handle);
    }
    let till = Till::of_demo(&operator, 0);
    let shop = text(&operator.demo_facts()["merchants"][0], "merchant");
    for (person, role) in [(&mei, "cashier"), (&lin, "manager")] {
        let invite = ["--json", "merchant", "invite", &shop, "--role", role];
        let invited: Value = serde_json::from_str(&operator.command(&invite)).expect("JSON");
        person.run(&["shop", "join", &text(&invited, "link")]);
    }
    Day { operator, proxy, till, shop, mei, lin, omar }
}

impl Day {
    /// Has the payer show a fresh code, waiting where the last one was made a moment ago.
    fn show(&self) -> String {
        for _ in 0..40 {
            let shown = self.omar.try_run(&["--json", "payer-code"]);
            if shown.code == 0 {
                return text(&shown.json, "digits");
            }
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
        panic!("no code in twenty seconds");
    }

    fn charge(&self, by: &Terminal, amount: &str, more: &[&str]) -> Value {
        let charge = ["--json", "till", "charge", &self.shop, "--amount", amount];
        by.run(&[charge.as_slice(), more].concat()).json
    }

    fn pay(&self, order: &Value) {
        self.omar.run(&["pay", "--code", &text(order, "code"), "--yes"]);
    }

    fn takers(&self, by: &Terminal) -> Value {
        by.run(&["--json", "shop", "takers", &self.shop]).json
    }

    fn shift(&self, by: &Terminal, does: &[&str]) -> Value {
        let (verb, more) = does.split_first().expect("a verb");
        by.run(&[&["--json", "shop", "shift", verb, self.shop.as_str()], more].concat()).json
    }
}

/// Closes the shifts of both; returns the cashier's.
fn close_shifts(day: &Day) -> Value {
    let so_far = day.shift(&day.mei, &["show"]);
    assert_eq!((row(&so_far["figures"]), &so_far["closed"]), ((2, 1_550, 1_550), &Value::Null));
    assert_eq!(so_far["figures"]["tips"], serde_json::json!({ "count": 1, "minor": 50 }));
    let closed = day.shift(&day.mei, &["close"]);
    assert_eq!(closed["figures"]["tips"], so_far["figures"]["tips"]);
    let again = day.shift(&day.lin, &["close", &text(&closed, "shift")]);
    assert_eq!(again["closed"], closed["closed"], "closed twice, reported once");
    assert_eq!(day.shift(&day.lin, &["close"])["closed"]["number"], 2);
    closed
}

/// Writes a shift's report for a receipt printer; returns the bytes.
fn printed(day: &Day, folder: &std::path::Path, shift: &str) -> Vec<u8> {
    let file = folder.join("report.bin");
    day.shift(&day.mei, &["print", shift, "--escpos", &file.display().to_string()]);
    std::fs::read(file).expect("is written")
}

/// Has a printer in the network print a shift's report; returns the bytes that it got.
fn printed_at(day: &Day, shift: &str) -> Vec<u8> {
    let printer = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = printer.local_addr().expect("an address").to_string();
    let prints = std::thread::spawn(move || {
        let (mut stream, _) = printer.accept().expect("somebody");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut stream, &mut bytes).expect("reads");
        bytes
    });
    day.shift(&day.mei, &["print", shift, "--print-at", &address]);
    prints.join().expect("ends")
}

/// Takes money in every way; gives some of it back.
fn sell(day: &Day) {
    // By order code, which one person pays, whole: two bowls, and a tip.
    let bowls = ["--note", "two bowls", "--item", "Noodles*2@6.00#noodles", "--tip", "0.50"];
    let order = day.charge(&day.mei, "12.00", &bowls);
    let code = text(&order, "code");
    let part = ["pay", "--code", &code, "--amount", "6.25", "--yes"];
    day.omar.refused(&part, "order_in_parts");
    day.pay(&order);
    day.lin.refused(&["pay", "--code", &code, "--yes"], "order_paid_by_other");
    // By payer code, at the other till.
    let shown = day.show();
    assert_eq!(day.charge(&day.lin, "4.00", &["--payer-code", &shown])["state"], "paid");
    // The same where the network breaks: the till does not pretend to know, and asks again.
    let shown = day.show();
    day.proxy.cut();
    let told = day.charge(&day.mei, "3.00", &["--payer-code", &shown]);
    assert_eq!(told["state"], "unknown", "{told}");
    day.proxy.open();
    let known = day.mei.run(&["--json", "till", "orders", &day.shop]).json;
    let of_it = known.as_array().expect("attempts").iter();
    let mut of_it = of_it.filter(|one| one["charge"] == told["charge"]);
    assert_eq!(of_it.next().map(|one| text(one, "state")).as_deref(), Some("paid"), "{known}");
    // By the shop's own till, and by its label.
    day.pay(&day.till.open_order("6.60", 120));
    let label = day.operator.demo_label_text(0);
    day.omar.run(&["pay", "--code", &label, "--amount", "2.00", "--yes"]);
    // The manager gives back a part of what the cashier took.
    let order = day.mei.run(&["--json", "till", "payments", &day.shop]).json;
    let mut sold = order.as_array().expect("payments").iter();
    let sold = sold.find(|one| one["amount"]["minor"] == 1_250).expect("the order's payment");
    day.lin.run(&["till", "refund", &day.shop, &text(sold, "payment"), "--amount", "1.00"]);
    let receipt = day.lin.run(&["till", "receipt", &day.shop, &text(sold, "payment")]).stdout;
    for part in ["Noodles", "2 x 6.00", "Tip", "12.50"] {
        assert!(receipt.contains(part), "{part} in {receipt}");
    }
}

/// Returns how many, what the goods cost, and what was left of one taker.
fn row(taker: &Value) -> (u64, u64, i64) {
    let net = taker["net"]["amount"]["minor"].as_i64().expect("an amount");
    let net = if taker["net"]["is_negative"] == true { -net } else { net };
    let payments = &taker["payments"];
    let minor = payments["price"]["minor"].as_u64().expect("an amount");
    (payments["count"].as_u64().expect("a count"), minor, net)
}

fn of<'a>(takers: &'a Value, name: &str, is: &str) -> &'a Value {
    let mut all = takers["takers"].as_array().expect("takers").iter();
    all.find(|one| one[name] == is).unwrap_or_else(|| panic!("no {is} in {takers}"))
}

#[test]
fn scenario_18_a_day_on_three_tills_is_closed_and_report_bill_and_journal_agree() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut day = day(folder.path());
    let before = day.omar.balance_minor();
    for by in [&day.mei, &day.lin] {
        assert_eq!(day.shift(by, &["open"])["is_own"], true);
    }
    day.mei.refused(&["shop", "shift", "open", &day.shop], "shift_open");
    sell(&day);
    let closed = close_shifts(&day);
    let shift = text(&closed, "shift");
    let report = printed(&day, folder.path(), &shift);
    assert_eq!(printed_at(&day, &shift), report, "a printer in the network gets the same");
    assert_eq!(day.omar.balance_minor(), before - 2_710);

    // The close: a cashier sees their own, a manager everybody's.
    let own = day.takers(&day.mei);
    assert_eq!((row(&own["takers"][0]), &own["is_whole"]), ((2, 1_550, 1_550), &false.into()));
    assert_eq!(own["takers"].as_array().map(Vec::len), Some(1), "{own}");
    let whole = day.takers(&day.lin);
    assert_eq!(of(&whole, "role", "cashier"), &own["takers"][0]);
    assert_eq!(row(of(&whole, "role", "manager")), (1, 400, 300), "less the refund");
    assert_eq!(row(of(&whole, "kind", "key")), (1, 660, 660));
    // With the lunch that the demo's Ada had.
    assert_eq!(row(of(&whole, "kind", "label")).1, 200 + 1_850);
    let said = day.lin.run(&["shop", "takers", &day.shop]).stdout;
    assert!(said.contains("All together") && said.contains("Refunds (1)"), "{said}");
    // The reports and what is in no shift, which is the till's and the label's, are the whole.
    let reports = day.shift(&day.lin, &["list"]);
    let reports: Vec<&Value> = reports["closed"].as_array().expect("reports").iter().collect();
    let [second, first] = reports[..] else { panic!("two reports, not {reports:?}") };
    assert_eq!(
        (row(&first["figures"]), row(&second["figures"])),
        ((2, 1_550, 1_550), (1, 400, 300))
    );
    let outside = row(of(&whole, "kind", "key")).2 + row(of(&whole, "kind", "label")).2;
    assert_eq!(1_550 + 300 + outside, row(&whole).2);
    assert_eq!(day.shift(&day.mei, &["list"])["closed"].as_array().map(Vec::len), Some(1));
    day.omar.refused(&["shop", "takers", &day.shop], "merchant_unknown");

    // The figures, the bill that the operator signed and the journal say the same.
    let figures = day.lin.run(&["--json", "shop", "figures", &day.shop]).json;
    day.operator.stop();
    a_day_goes_by(folder.path());
    day.operator.start();
    let bills = day.lin.run(&["--json", "shop", "bills", &day.shop]).json;
    let bill = &bills["bills"][0];
    for sum in ["payments", "refunds", "reversals", "net"] {
        assert_eq!(whole[sum], figures[sum], "{sum}");
        assert_eq!(whole[sum], bill[sum], "{sum}");
    }
    assert_eq!(day.takers(&day.lin)["takers"], whole["takers"], "the close does not change");
    let file = folder.path().join("trade.csv").display().to_string();
    let date = text(bill, "date");
    for _ in 0..2 {
        let save = ["shop", "bill", &day.shop, &date, "trade.csv", "--save", &file];
        day.lin.run(&save);
    }
    // What goes back after a shift was closed changes no report.
    let sold = day.mei.run(&["--json", "till", "payments", &day.shop]).json;
    let mut sold = sold.as_array().expect("payments").iter();
    let sold = sold.find(|one| one["amount"]["minor"] == 300).expect("the broken charge");
    day.lin.run(&["till", "refund", &day.shop, &text(sold, "payment"), "--amount", "0.50"]);
    assert_eq!(day.shift(&day.mei, &["show", &shift])["closed"], closed["closed"]);
    assert_eq!(printed(&day, folder.path(), &shift), report, "the same bytes for ever");
    day.operator.audit();
}
