//! A wallet and a server that is not who it says, or speaks an older or no TLS. The certificates
//! are made here; their authority is trusted, so that each is refused for the one thing it lacks.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tests::operator_process::free_port;
use tests::terminal::Terminal;

fn openssl(folder: &Path, arguments: &[&str]) {
    let output = Command::new("openssl").current_dir(folder).args(arguments).output();
    let output = output.expect("openssl runs: it is a part of ca-certificates");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes an authority, and certificates of it for `localhost`, for another host and of yesterday.
fn make_certificates(folder: &Path) {
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    let authority = ["req", "-x509", "-subj", "/CN=Test authority", "-days", "2"];
    let files = ["-keyout", "ca.key", "-out", "ca.pem"];
    openssl(folder, &[&authority[..], &curve, &files].concat());
    for (name, host, days) in
        [("good", "localhost", "1"), ("other", "other.example", "1"), ("old", "localhost", "-1")]
    {
        let extensions = format!("subjectAltName=DNS:{host}\n");
        std::fs::write(folder.join("extensions"), extensions).expect("written");
        let (key, request) = (format!("{name}.key"), format!("{name}.csr"));
        let subject = format!("/CN={host}");
        let wanted = ["req", "-new", "-subj", &subject, "-keyout", &key, "-out", &request];
        openssl(folder, &[&wanted[..], &curve].concat());
        let certificate = format!("{name}.pem");
        let signing = ["x509", "-req", "-in", &request, "-CA", "ca.pem", "-CAkey", "ca.key"];
        let more = ["-CAcreateserial", "-days", days, "-extfile", "extensions", "-out"];
        openssl(folder, &[&signing[..], &more, &[certificate.as_str()]].concat());
    }
}

/// A server that answers every request with a page about its connection.
struct Server(Child, u16);

impl Server {
    fn start(folder: &Path, name: &str, options: &[&str]) -> Self {
        let port = free_port();
        let (key, certificate) = (format!("{name}.key"), format!("{name}.pem"));
        let accept = port.to_string();
        let child = Command::new("openssl")
            .current_dir(folder)
            .args(["s_server", "-www", "-accept", &accept, "-key", &key, "-cert", &certificate])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl runs");
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(child, port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Begins to enrol at `https://localhost:PORT`, and returns what the wallet complains of.
fn complaint(authority: &Path, port: u16) -> String {
    let wallet = Terminal::new("271828");
    let url = format!("https://localhost:{port}");
    let arguments = ["--json", "enrol", "--operator", &url, "--handle", "lin@demo.example"];
    let output = wallet.command(&arguments).env("SSL_CERT_FILE", authority).output();
    let output = output.expect("tongbao starts");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a64_a_wrong_host_an_old_certificate_old_tls_and_no_tls_are_refused() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let folder = folder.path();
    make_certificates(folder);
    let authority = folder.join("ca.pem");

    // The one that is right gets as far as an answer, which is no operator's.
    let good = Server::start(folder, "good", &[]);
    let reached = complaint(&authority, good.1);
    assert!(!reached.contains("\"network\"") && !reached.contains("[network]"), "{reached}");
    let unknown = complaint(&folder.join("other.pem"), good.1);
    assert_ne!(unknown, reached, "an authority that is not trusted");
    let old_tls = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"];
    for (name, options) in [("other", &[][..]), ("old", &[]), ("good", &old_tls)] {
        let server = Server::start(folder, name, options);
        let refused = complaint(&authority, server.1);
        assert_eq!(refused, unknown, "{name} {options:?} is refused as one that is not reached");
    }
}

#[test]
fn a64_a_server_without_tls_behind_an_https_address_hears_no_request() {
    use std::io::Read as _;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let hearing = std::thread::spawn(move || {
        let mut heard = vec![0; 4096];
        let (mut stream, _) = listener.accept().expect("a connection");
        let count = stream.read(&mut heard).expect("bytes");
        heard.truncate(count);
        heard
    });
    complaint(Path::new("/dev/null"), port);
    let heard = hearing.join().expect("ends");
    // 0x16: a TLS handshake, and nothing readable of the person.
    assert_eq!(heard.first(), Some(&0x16));
    assert!(!heard.windows(4).any(|part| part == b"POST" || part == b"lin@"));
}
