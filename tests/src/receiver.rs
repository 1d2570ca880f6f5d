//! A merchant's program that hears webhooks, on a port of its own: it notes what it hears, and
//! answers each when it is told to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Heard, Sender, channel};
use std::thread;
use std::time::Duration;

/// What was heard; it waits for its answer.
pub struct Message {
    /// The `webhook-id`.
    pub id: String,
    /// What it says.
    pub body: Value,
    /// When it was sent, in Unix seconds, as the receiver compares it with its own clock.
    pub sent_at_s: u64,
    signed: Vec<u8>,
    signatures: Vec<Vec<u8>>,
    stream: TcpStream,
}

/// The program.
pub struct Receiver {
    /// Where it hears.
    pub url: String,
    heard: Heard<Message>,
}

impl Receiver {
    /// Starts it.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/told", listener.local_addr().expect("an address"));
        let (sender, heard) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let sender = sender.clone();
                thread::spawn(move || hear(stream, &sender));
            }
        });
        Self { url, heard }
    }

    /// Waits for the next message.
    pub fn next(&self) -> Message {
        self.heard.recv_timeout(Duration::from_secs(40)).expect("a message in time")
    }
}

/// Reads one request; a connection carries no second one, because the answer says so.
fn hear(stream: TcpStream, sender: &Sender<Message>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let (mut id, mut at, mut signatures, mut length) = Default::default();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_ok_and(|read| read == 0) {
            return;
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() { break } else { continue }
        };
        match name {
            "webhook-id" => id = value.to_owned(),
            "webhook-timestamp" => at = value.to_owned(),
            "webhook-signature" => signatures = value.to_owned(),
            "content-length" => length = value.parse().expect("a length"),
            _ => {}
        }
    }
    let mut body: Vec<u8> = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let signature = |text: &str| STANDARD.decode(text.strip_prefix("v1,").expect("version 1"));
    let message = Message {
        body: serde_json::from_slice(&body).expect("JSON"),
        sent_at_s: at.parse().expect("seconds"),
        signed: [format!("{id}.{at}.").into_bytes(), body].concat(),
        signatures: signatures.split(' ').map(|text| signature(text).expect("base 64")).collect(),
        id,
        stream,
    };
    // Nobody hears any more when the test is over.
    let _ = sender.send(message);
}

impl Message {
    /// Answers it.
    pub fn answer(mut self, status: u16) {
        let answer =
            format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        // Whoever sent it may be gone.
        let _ = self.stream.write_all(answer.as_bytes());
    }

    /// Returns whether it is signed with a secret.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let secret = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret"));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret.expect("base 64"));
        self.signatures.iter().any(|made| hmac::verify(&key, &self.signed, made).is_ok())
    }
}
