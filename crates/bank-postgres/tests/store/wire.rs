//! A wire to the server that can be cut: neither side hears of it from the other.

use crate::Fresh;
use bank_postgres::Target;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Forwards connections to the server.
pub struct Wire {
    port: u16,
    database: String,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    /// Listens, and forwards to the database's server until the program ends.
    pub fn to(fresh: &Fresh) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let (server, open) = (fresh.database.server().port(), Arc::<Mutex<Vec<_>>>::default());
        let opened = Arc::clone(&open);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let far = TcpStream::connect(("127.0.0.1", server)).expect("the server listens");
                let mut opened = opened.lock().expect("no panic");
                // Only the near side is cut: the server goes on with what it has.
                opened.push(near.try_clone().expect("a second handle"));
                forward(near.try_clone(), far.try_clone());
                forward(far.try_clone(), near.try_clone());
                // The far side stays open as long as the program runs.
                std::mem::forget(far);
            }
        });
        Self { port, database: fresh.database.name().to_owned(), open }
    }

    /// Where a store reaches the database through this wire.
    pub fn target(&self) -> Target {
        let Self { port, database, .. } = self;
        let url = format!("postgres://postgres@127.0.0.1:{port}/{database}");
        Target::parse(&url).expect("a URL")
    }

    /// Cuts every connection that is open; new ones may be made.
    pub fn cut(&self) {
        for near in self.open.lock().expect("no panic").drain(..) {
            // It may have ended by itself.
            let _ = near.shutdown(Shutdown::Both);
        }
    }
}

fn forward(from: io::Result<TcpStream>, to: io::Result<TcpStream>) {
    let (mut from, mut to) = (from.expect("a second handle"), to.expect("a second handle"));
    thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if to.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
    });
}
