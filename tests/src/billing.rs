//! Bills of a stopped operator's shops, made before their time.

use bank::TimeMs;
use operator::bill::make::Maker;
use operator::bill::{Books, READY_MS};
use operator::config::Config;
use operator::keys::Keys;
use promotion::calendar::DAY_MS;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// Makes today's bills, as a node does whose clock is a day ahead.
///
/// # Panics
/// When the data are not an operator's, or one runs on them.
pub fn a_day_goes_by(data: &Path) {
    let config = Config::load(data).expect("a configuration");
    let keys = Keys::load(&config.keys).expect("keys");
    let committed = Arc::new(Notify::new());
    let (teller, thread, reader) =
        operator::open_teller(&config.store(), &config.limit, committed).expect("opens");
    let books = Books {
        reader: reader.as_ref(),
        operator: &config.operator,
        keys: &keys.operator,
        pseudonyms: &keys.pseudonyms,
    };
    let maker = Maker { books, teller: &teller, zone: config.time_zone };
    let tomorrow = TimeMs(operator::clock::now().0 + DAY_MS + READY_MS);
    assert!(maker.all(tomorrow).expect("makes") >= 1);
    thread.stop();
}
