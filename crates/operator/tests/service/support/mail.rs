//! A small SMTP server on loopback: takes mail as a relay does, or refuses it.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A message as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
}

/// A running server.
pub struct MailServer {
    pub port: u16,
    inbox: Arc<Mutex<Vec<Mail>>>,
}

impl MailServer {
    /// Starts a server; one that refuses answers 550 to every recipient.
    pub async fn start(refuses: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let inbox = Arc::new(Mutex::new(Vec::new()));
        let filled = Arc::clone(&inbox);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inbox = Arc::clone(&filled);
                tokio::spawn(async move {
                    let _ = converse(stream, inbox, refuses).await;
                });
            }
        });
        Self { port, inbox }
    }

    /// Returns what has come in.
    pub fn inbox(&self) -> Vec<Mail> {
        self.inbox.lock().expect("the inbox").clone()
    }
}

impl Mail {
    /// Returns the first run of six digits on a line of its own.
    pub fn code(&self) -> Option<&str> {
        let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        self.data.lines().map(str::trim).find(is_code)
    }
}

async fn converse(
    stream: TcpStream,
    inbox: Arc<Mutex<Vec<Mail>>>,
    refuses: bool,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = Mail::default();
    write.write_all(b"220 mail.test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let upper = line.to_ascii_uppercase();
        let answer = if upper.starts_with("EHLO") {
            "250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
        } else if upper.starts_with("MAIL FROM:") {
            mail.from = line["MAIL FROM:".len()..].to_owned();
            "250 2.1.0 fine\r\n"
        } else if upper.starts_with("RCPT TO:") && refuses {
            "550 5.1.1 no such box\r\n"
        } else if upper.starts_with("RCPT TO:") {
            mail.to.push(line["RCPT TO:".len()..].to_owned());
            "250 2.1.5 fine\r\n"
        } else if upper == "DATA" {
            write.write_all(b"354 go on\r\n").await?;
            while let Some(line) = lines.next_line().await? {
                if line == "." {
                    break;
                }
                mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                mail.data.push('\n');
            }
            inbox.lock().expect("the inbox").push(std::mem::take(&mut mail));
            "250 2.0.0 taken\r\n"
        } else if upper == "QUIT" {
            write.write_all(b"221 2.0.0 bye\r\n").await?;
            return Ok(());
        } else {
            "250 2.0.0 fine\r\n"
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}
