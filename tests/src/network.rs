//! A network that fails on demand: a proxy between two programs that forwards bytes, and delays,
//! holds or cuts them, or loses exactly the answer to a request that has arrived.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// What a request to pay begins with.
const PAYMENT: &[u8] = b"POST /v1/payments";

/// A proxy in front of a server on this machine.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    wire: Arc<Wire>,
}

/// What happens to bytes on their way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// They go on, so much later.
    Open(Duration),
    /// They wait, and so do new connections: the network says nothing at all.
    Held,
    /// There is no way: connections have ended, and new ones end at once.
    Cut,
}

struct Wire {
    way: Mutex<Way>,
    changed: Condvar,
    /// Both ends of each connection.
    connections: Mutex<BTreeMap<u64, [TcpStream; 2]>>,
    /// What the requests contain whose answers are to be lost.
    losing: Mutex<&'static [u8]>,
    answers_to_lose: AtomicUsize,
    answers_lost: AtomicUsize,
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
        let wire = Arc::new(Wire {
            way: Mutex::new(Way::Open(Duration::ZERO)),
            changed: Condvar::new(),
            connections: Mutex::default(),
            losing: Mutex::new(PAYMENT),
            answers_to_lose: AtomicUsize::new(0),
            answers_lost: AtomicUsize::new(0),
        });
        let shared = Arc::clone(&wire);
        thread::spawn(move || {
            for (number, client) in (0..).zip(listener.incoming().flatten()) {
                let wire = Arc::clone(&shared);
                thread::spawn(move || wire.forward(number, client, server));
            }
        });
        Self { address, wire }
    }

    /// Returns the address as wallets write it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends all connections, and lets no new one come about.
    pub fn cut(&self) {
        self.wire.turn(Way::Cut);
        self.wire.end_all();
    }

    /// Lets nothing through and says nothing: both sides wait.
    pub fn hold(&self) {
        self.wire.turn(Way::Held);
    }

    /// Lets everything through again, also what has waited.
    pub fn open(&self) {
        self.wire.turn(Way::Open(Duration::ZERO));
    }

    /// Lets everything through again, on new connections: what has waited is lost.
    pub fn open_anew(&self) {
        self.cut();
        self.open();
    }

    /// Lets everything through, each piece so much later.
    pub fn delay(&self, time: Duration) {
        self.wire.turn(Way::Open(time));
    }

    /// Loses the answers to the next `count` payments: the operator gets each request whole, does
    /// it, and its answer ends at the proxy.
    pub fn lose_payment_answers(&self, count: usize) {
        self.lose_answers(PAYMENT, count);
    }

    /// Loses the answers to the next `count` requests that contain these bytes.
    pub fn lose_answers(&self, to: &'static [u8], count: usize) {
        *self.wire.losing.lock().expect("no panic on the wire") = to;
        self.wire.answers_to_lose.store(count, Ordering::SeqCst);
    }

    /// Waits until so many answers were lost.
    ///
    /// # Panics
    /// When that does not happen.
    pub fn until_lost(&self, count: usize) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let lost = self.wire.answers_lost.load(Ordering::SeqCst);
            if lost >= count {
                return;
            }
            assert!(Instant::now() < end, "{lost} answers of {count} were lost");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Wire {
    fn way(&self) -> MutexGuard<'_, Way> {
        self.way.lock().expect("no panic on the wire")
    }

    fn turn(&self, way: Way) {
        *self.way() = way;
        self.changed.notify_all();
    }

    fn connections(&self) -> MutexGuard<'_, BTreeMap<u64, [TcpStream; 2]>> {
        self.connections.lock().expect("no panic on the wire")
    }

    fn end_all(&self) {
        for end in std::mem::take(&mut *self.connections()).into_values().flatten() {
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    /// Waits until there is a way; returns whether there is one.
    fn pass(&self) -> bool {
        let held = self.changed.wait_while(self.way(), |way| *way == Way::Held);
        let way = *held.expect("no panic on the wire");
        match way {
            Way::Open(time) => thread::sleep(time),
            Way::Held | Way::Cut => {}
        }
        matches!(way, Way::Open(_))
    }

    fn forward(&self, number: u64, client: TcpStream, server: SocketAddr) {
        if !self.pass() {
            return;
        }
        let Ok(upstream) = TcpStream::connect(server) else { return };
        let ends = [client.try_clone(), upstream.try_clone()];
        let [Ok(client_in), Ok(upstream_in)] = ends else { return };
        let ends = [client.try_clone(), upstream.try_clone()];
        let [Ok(one), Ok(other)] = ends else { return };
        self.connections().insert(number, [one, other]);
        // The connection is doomed once a request on it was chosen; its answer never gets through.
        let is_doomed = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                copy(client_in, &upstream, |bytes| {
                    if self.chooses(bytes) {
                        is_doomed.store(true, Ordering::SeqCst);
                    }
                    self.pass()
                });
            });
            copy(upstream_in, &client, |_| {
                if is_doomed.load(Ordering::SeqCst) {
                    let _ = client.shutdown(Shutdown::Both);
                    return false;
                }
                self.pass()
            });
        });
        // Also where whoever asked went away before there was an answer.
        if is_doomed.into_inner() {
            self.answers_lost.fetch_add(1, Ordering::SeqCst);
        }
        self.connections().remove(&number);
    }

    /// Returns whether this is a request whose answer is to be lost.
    fn chooses(&self, bytes: &[u8]) -> bool {
        let losing = *self.losing.lock().expect("no panic on the wire");
        let less = |left: usize| left.checked_sub(1);
        bytes.windows(losing.len()).any(|part| part == losing)
            && self.answers_to_lose.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
    }
}

/// Copies until either side ends or `pass` says no.
fn copy(mut from: TcpStream, mut to: &TcpStream, pass: impl Fn(&[u8]) -> bool) {
    let mut buffer = [0; 64 * 1024];
    while let Ok(count) = from.read(&mut buffer) {
        let bytes = &buffer[..count];
        if count == 0 || !pass(bytes) || to.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
