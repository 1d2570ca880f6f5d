//! A wrong PIN pays nothing; five lock it, also for the right one.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

#[test]
fn five_wrong_pins_lock_it_and_nothing_moves() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let till = Till::of_demo(&operator, 0);
    let before = (lin.balance_minor(), till.balance_minor());
    let histories = (lin.history(), till.payments());
    let label = operator.demo_label_text(0);
    let pay = ["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"];

    for wrong in 1..=5 {
        let ended = lin.with_pin("314159", &pay);
        assert_ne!(ended.code, 0);
        let told = ended.stderr.contains("pin_wrong") || (wrong == 5 && locked(&ended.stderr));
        assert!(told, "try {wrong}: {}", ended.stderr);
    }
    let ended = lin.try_run(&pay);
    assert!(ended.code != 0 && locked(&ended.stderr), "the right PIN now: {}", ended.stderr);
    assert_eq!((lin.balance_minor(), till.balance_minor()), before);
    assert_eq!((lin.history(), till.payments()), histories, "nothing is in any history");

    // The lock is in the data base, not in the memory of a process.
    operator.kill();
    operator.start();
    let ended = lin.try_run(&pay);
    assert!(ended.code != 0 && locked(&ended.stderr), "after a restart: {}", ended.stderr);
    operator.audit();
}

fn locked(stderr: &str) -> bool {
    stderr.contains("pin_locked")
}

#[test]
fn a_right_pin_starts_the_count_anew_and_revokes_a_lost_device() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let label = operator.demo_label_text(0);
    let pay = ["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"];
    for round in 1..=2 {
        for _ in 0..4 {
            assert_ne!(lin.with_pin("314159", &pay).code, 0);
        }
        lin.run(&pay);
        assert_eq!(lin.balance_minor(), before - 100 * round);
    }

    // That device is lost: the next one revokes it, with the PIN.
    let next = Terminal::new("271828");
    next.enrol_another(&operator, &operator.url(), "lin@demo.example");
    let devices = next.run(&["--json", "device", "list"]).json;
    let lost = devices[1]["device"].as_str().expect("a device");
    let revoke = ["--json", "device", "revoke", lost];
    assert!(next.with_pin("314159", &revoke).stderr.contains("pin_wrong"));
    let left = next.run(&revoke).json;
    assert_eq!((&left[0]["is_current"], &left[1]["is_revoked"]), (&true.into(), &true.into()));
    lin.refused(&pay, "device_revoked");
    next.run(&pay);
    operator.audit();
}
