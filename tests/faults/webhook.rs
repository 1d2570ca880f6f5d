//! The operator is killed after a webhook was told, before it has noted so: the same is told again,
//! with the same identifier, and what happened meanwhile too.

use serde_json::Value;
use std::collections::BTreeSet;
use tests::operator_process::OperatorProcess;
use tests::receiver::Receiver;
use tests::till::Till;

#[test]
fn scenario_12_an_operator_killed_between_telling_and_noting_tells_the_same_again() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let receiver = Receiver::start();
    let till = Till::of_demo(&operator, 0);
    let name = till.name.clone();
    let made = ["--json", "webhook", "create", "--merchant", &name, "--url", &receiver.url];
    let made: Value = serde_json::from_str(&operator.command(&made)).expect("JSON");
    let secret = made["secret"].as_str().expect("a secret");

    let order = till.open_order("1.00", 600);
    till.close_order(&order);
    let first = receiver.next();
    assert!(first.is_signed_with(secret) && first.body["type"] == "order.closed");
    // It was heard, and nobody has noted it: the answer comes too late.
    operator.kill();
    let id = first.id.clone();
    first.answer(204);
    operator.start();

    let another = till.open_order("2.00", 600);
    till.close_order(&another);
    let mut heard = BTreeSet::new();
    while heard.len() < 2 {
        let message = receiver.next();
        assert!(message.is_signed_with(secret), "{}", message.id);
        assert!(heard.insert(message.id.clone()), "{} is told once more", message.id);
        message.answer(204);
    }
    let closed = |order: &Value| format!("closed_{}", order["order"].as_str().expect("an id"));
    assert_eq!(heard, BTreeSet::from([closed(&order), closed(&another)]));
    assert_eq!(id, closed(&order));

    let webhook = made["webhook"].as_str().expect("an id");
    loop {
        let told = operator.command(&["--json", "webhook", "deliveries", webhook]);
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let told = told["deliveries"].as_array().expect("a list");
        if told.len() == 2 && told.iter().all(|one| one["is_delivered"] == true) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    operator.audit();
}
