//! The program as a process: who may ask, what is answered, and how it ends.
#![expect(clippy::unwrap_used, reason = "what is missing in a test is a failure")]

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const TOKEN: &str = "a-token-for-this-test";

struct Served {
    child: Child,
    port: u16,
    _home: TempDir,
}

struct Answered {
    status: u16,
    head: String,
    body: String,
}

impl Answered {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Served {
    fn start() -> Self {
        let home = TempDir::new().unwrap();
        let ui = home.path().join("ui");
        std::fs::create_dir(&ui).unwrap();
        std::fs::write(ui.join("index.html"), "<!doctype html><title>screens</title>").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_tongbao-browser"))
            .arg("--home")
            .arg(home.path().join("wallet"))
            .arg("--ui")
            .arg(&ui)
            .args(["--port", "0", "--token", TOKEN, "--operator", "https://town.example"])
            .env("TONGBAO_KEYRING", "off")
            .env_remove("TONGBAO_PASSPHRASE")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("Tongbao is at http://127.0.0.1:").unwrap();
        let (port, token) = address.split_once("/#token=").unwrap();
        assert_eq!(token, TOKEN);
        Self { child, port: port.parse().unwrap(), _home: home }
    }

    /// Sends a request as written; lines without the host are told it.
    fn send(&self, start: &str, headers: &[(&str, &str)], body: &[u8]) -> Answered {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut head = format!("{start} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            head += &format!("host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses early may close before all of a large body is written.
        drop(stream.write_all(body));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answered { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn call(&self, name: &str, request: &Value) -> Answered {
        let headers = [("x-tongbao-token", TOKEN), ("content-type", "application/json")];
        self.send(&format!("POST /__bridge/{name}"), &headers, request.to_string().as_bytes())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn screens_are_served_closed_down() {
    let served = Served::start();
    let page = served.send("GET /", &[], &[]);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("screens"));
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self';",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "permissions-policy: camera=(self)",
    ] {
        assert!(page.head.contains(header), "{header} is not in {}", page.head);
    }
    assert_eq!(served.send("GET /../Cargo.toml", &[], &[]).status, 404);
    assert_eq!(served.send("GET /%2e%2e/wallet/key.json", &[], &[]).status, 404);
}

#[test]
fn the_wallet_of_the_folder_opens_with_a_passphrase() {
    let served = Served::start();
    let state = served.call("state", &json!({}));
    assert_eq!(state.status, 200);
    assert_eq!(state.json()["lock"], "passphrase_new");
    assert_eq!(state.json()["default_operator_url"], "https://town.example");
    assert!(state.head.contains("cache-control: no-store"));
    let state = served.call("unlock", &json!({ "passphrase": "for this test only" }));
    assert_eq!(state.json()["stage"], "new", "{}", state.body);
    let refused = served.call("home", &json!({}));
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("not_enrolled")));
}

#[test]
fn only_our_page_with_the_token_may_ask() {
    let served = Served::start();
    let json = ("content-type", "application/json");
    let token = ("x-tongbao-token", TOKEN);
    let own = format!("http://127.0.0.1:{}", served.port);
    let refused: [(&[(&str, &str)], &str); 7] = [
        (&[json], "token_wrong"),
        (&[json, ("x-tongbao-token", "")], "token_wrong"),
        (&[json, ("x-tongbao-token", "a-token-for-this-tesT")], "token_wrong"),
        (&[json, token, ("origin", "https://evil.example")], "origin_refused"),
        (&[json, token, ("origin", "null")], "origin_refused"),
        (&[json, token, ("sec-fetch-site", "cross-site")], "origin_refused"),
        (&[json, token, ("host", "evil.example")], "host_refused"),
    ];
    for (headers, code) in refused {
        let answer = served.send("POST /__bridge/state", headers, b"{}");
        assert_eq!((answer.status, &answer.json()["code"]), (403, &json!(code)), "{headers:?}");
    }
    let events = served.send("GET /__bridge/events", &[], &[]);
    assert_eq!(events.status, 403);
    let page = served.send("GET /", &[("host", "evil.example")], &[]);
    assert_eq!(page.status, 403, "not even the screens under another name");
    let good = [json, token, ("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(served.send("POST /__bridge/state", &good, b"{}").status, 200);
}

#[test]
fn bodies_are_what_the_command_takes_and_no_larger() {
    let served = Served::start();
    let broken = served.send(
        "POST /__bridge/state",
        &[("x-tongbao-token", TOKEN), ("content-type", "application/json")],
        b"{",
    );
    assert_eq!((broken.status, &broken.json()["code"]), (400, &json!("request_malformed")));
    let form = [("x-tongbao-token", TOKEN), ("content-type", "text/plain")];
    assert_eq!(served.send("POST /__bridge/state", &form, b"{}").status, 415);
    let large = served.call("read_code", &json!({ "text": "x".repeat(70_000) }));
    assert_eq!(large.status, 413);
    assert_eq!(served.call("nothing", &json!({})).status, 404);

    let octets = ("content-type", "application/octet-stream");
    let sized = [("x-tongbao-token", TOKEN), octets, ("x-width", "1920"), ("x-height", "1080")];
    let frame = vec![127; 1920 * 1080 * 4];
    let view = served.send("POST /__bridge/decode_frame", &sized, &frame);
    assert_eq!((view.status, view.json()), (200, json!({ "found": [] })));
    let short = served.send("POST /__bridge/decode_frame", &sized, &frame[1..]);
    assert_eq!((short.status, &short.json()["code"]), (422, &json!("frame_size")));
    let plain = [("x-tongbao-token", TOKEN), octets];
    let picture = served.send("POST /__bridge/decode_picture", &plain, b"no picture");
    assert_eq!((picture.status, &picture.json()["code"]), (422, &json!("not_a_picture")));
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_asked_to_also_with_a_listener() {
    let mut served = Served::start();
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let head = format!(
        "GET /__bridge/events HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nx-tongbao-token: {TOKEN}\r\n\r\n",
        served.port
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 15];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let id = served.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let status = served.child.wait().unwrap();
    assert!(status.success(), "{status}");
}

#[test]
fn a_bad_start_says_why() {
    let home = TempDir::new().unwrap();
    let start = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao-browser"));
        let output = command.arg("--home").arg(home.path()).args(arguments).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(start(&["--ui", "nowhere"]).contains("no index.html"));
    assert!(start(&["--token", "short"]).contains("16 to 128"));
}
