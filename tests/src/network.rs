//! A network that fails on demand: a proxy that forwards bytes and can lose an answer.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A proxy in front of a server on this machine.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    answers_to_lose: Arc<AtomicUsize>,
    answers_lost: Arc<AtomicUsize>,
}

impl Proxy {
    /// Listens on a free port of the loopback and forwards to `server`.
    pub fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self::on(listener, server)
    }

    /// Like [`Self::start`], on a port that was bound before the server's address was known.
    pub fn on(listener: TcpListener, server: SocketAddr) -> Self {
        let address = listener.local_addr().expect("a bound port");
        let answers_to_lose = Arc::new(AtomicUsize::new(0));
        let answers_lost = Arc::new(AtomicUsize::new(0));
        let (to_lose, lost) = (Arc::clone(&answers_to_lose), Arc::clone(&answers_lost));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (to_lose, lost) = (Arc::clone(&to_lose), Arc::clone(&lost));
                thread::spawn(move || forward(client, server, &to_lose, &lost));
            }
        });
        Self { address, answers_to_lose, answers_lost }
    }

    /// Loses the answers to the next `count` payments: the operator gets each request whole, does
    /// it, and its answer ends at the proxy.
    pub fn lose_payment_answers(&self, count: usize) {
        self.answers_to_lose.store(count, Ordering::SeqCst);
    }

    /// Returns how many answers were lost.
    pub fn answers_lost(&self) -> usize {
        self.answers_lost.load(Ordering::SeqCst)
    }
}

fn forward(client: TcpStream, server: SocketAddr, to_lose: &AtomicUsize, lost: &AtomicUsize) {
    let Ok(upstream) = TcpStream::connect(server) else { return };
    let (Ok(client_in), Ok(upstream_in)) = (client.try_clone(), upstream.try_clone()) else {
        return;
    };
    // The connection is doomed once a payment on it was chosen; its answer never gets through.
    let doomed = Arc::new(AtomicUsize::new(0));
    let doom = Arc::clone(&doomed);
    thread::scope(|scope| {
        scope.spawn(|| {
            copy(client_in, &upstream, |bytes| {
                let is_payment = bytes.starts_with(b"POST /v1/payments");
                let chosen = is_payment
                    && to_lose
                        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
                        .is_ok();
                if chosen {
                    doom.store(1, Ordering::SeqCst);
                }
                true
            });
        });
        copy(upstream_in, &client, |_| {
            let dropped = doomed.load(Ordering::SeqCst) == 1;
            if dropped {
                lost.fetch_add(1, Ordering::SeqCst);
                let _ = client.shutdown(Shutdown::Both);
            }
            !dropped
        });
    });
}

/// Copies until either side ends or `pass` says no.
fn copy(mut from: TcpStream, mut to: &TcpStream, pass: impl Fn(&[u8]) -> bool) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count) = from.read(&mut buffer) {
        let bytes = &buffer[..count];
        if count == 0 || !pass(bytes) || to.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
