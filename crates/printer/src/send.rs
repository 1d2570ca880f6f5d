//! Sends bytes to a printer and waits until it has taken them.

use crate::address::Address;
use crate::local::is_local;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

/// How long to wait for a printer to answer the connection.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long a printer may take what it is sent; a slow one prints while it reads.
const SEND_MAX: Duration = Duration::from_secs(30);
/// How long to wait for the printer to close after the last byte; many never do.
const CLOSE_MAX: Duration = Duration::from_secs(1);

/// Why nothing was printed, or perhaps not all.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The address leads out of the local network. Nothing was sent.
    #[error("this address is not in the local network")]
    NotLocal,
    /// Nobody answers there. Nothing was sent.
    #[error("no printer answers at this address")]
    Unreachable,
    /// The connection broke: a part may be printed.
    #[error("the printer stopped taking what it was sent")]
    Interrupted,
}

impl PrintError {
    /// Returns the stable name, for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotLocal => "printer_not_local",
            Self::Unreachable => "printer_unreachable",
            Self::Interrupted => "printer_interrupted",
        }
    }
}

/// Sends bytes to the printer at an address.
///
/// # Errors
/// See [`PrintError`].
pub async fn send(address: &Address, bytes: &[u8]) -> Result<(), PrintError> {
    let mut stream = connect(address).await?;
    let write = async {
        stream.write_all(bytes).await?;
        stream.shutdown().await
    };
    match timeout(SEND_MAX, write).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) | Err(_) => return Err(PrintError::Interrupted),
    }
    // Closed at once, with an answer of the printer unread, the system would take back what the
    // printer has not read yet.
    match timeout(CLOSE_MAX, drain(&mut stream)).await {
        Ok(Err(_)) => Err(PrintError::Interrupted),
        Ok(Ok(())) | Err(_) => Ok(()),
    }
}

/// Connects to the first address of a name that answers, if all of them are local: one that is not
/// says that the name is not of this network.
async fn connect(address: &Address) -> Result<TcpStream, PrintError> {
    let found = timeout(CONNECT_MAX, lookup_host((address.host(), address.port()))).await;
    let found: Vec<SocketAddr> = match found {
        Ok(Ok(found)) => found.collect(),
        Ok(Err(_)) | Err(_) => return Err(PrintError::Unreachable),
    };
    if found.iter().any(|address| !is_local(address.ip())) {
        return Err(PrintError::NotLocal);
    }
    // The very addresses that were looked at: a name may lead elsewhere the next time.
    for address in found {
        if let Ok(Ok(stream)) = timeout(CONNECT_MAX, TcpStream::connect(address)).await {
            return Ok(stream);
        }
    }
    Err(PrintError::Unreachable)
}

async fn drain(stream: &mut TcpStream) -> io::Result<()> {
    let mut unread = [0; 256];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    async fn printer() -> (TcpListener, Address) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        (listener, address.parse().expect("an address"))
    }

    #[tokio::test]
    async fn a_printer_gets_every_byte_also_one_that_answers_and_never_closes() {
        let (listener, address) = printer().await;
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let expected = bytes.clone();
        let prints = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("somebody");
            stream.write_all(b"ready").await.expect("takes it");
            let mut read = Vec::new();
            stream.read_to_end(&mut read).await.expect("reads");
            (read, stream)
        });
        send(&address, &bytes).await.expect("is printed");
        let (read, _open) = prints.await.expect("ends");
        assert!(read == expected, "{} bytes of {}", read.len(), expected.len());
    }

    #[tokio::test]
    async fn nobody_there_and_a_connection_that_breaks_are_told_apart() {
        let (listener, address) = printer().await;
        let breaks = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("somebody");
            let mut some = [0; 16];
            stream.read_exact(&mut some).await.expect("reads");
        });
        // More than the buffers of both sides hold.
        let much = vec![0; 32 << 20];
        assert!(matches!(send(&address, &much).await, Err(PrintError::Interrupted)));
        breaks.await.expect("ends");
        assert!(matches!(send(&address, b"x").await, Err(PrintError::Unreachable)));
    }

    #[tokio::test]
    async fn nothing_is_sent_out_of_the_local_network() {
        for text in ["8.8.8.8", "[2001:db8::1]:9100", "0.0.0.0", "255.255.255.255"] {
            let address = text.parse().expect(text);
            assert!(matches!(send(&address, b"x").await, Err(PrintError::NotLocal)), "{text}");
        }
    }
}
