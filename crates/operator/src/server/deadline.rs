//! A connection that cannot be held for nothing: idle ones, slow headers and readers that do not
//! take their answer end by themselves.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How long a connection may take for what.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// Nothing, between two requests and before the first.
    pub idle: Duration,
    /// A request's headers, from their first byte to their last.
    pub header: Duration,
    /// An answer that waits for its reader.
    pub answer: Duration,
}

/// Whether a request is being served; then its own limit counts and not the connection's.
#[derive(Clone, Debug, Default)]
pub struct Busy(Arc<State>);

#[derive(Debug, Default)]
struct State {
    is_busy: AtomicBool,
    /// Who looks after the connection: nobody reads from it again by itself when a request ends,
    /// and its time to idle would not begin.
    keeper: Mutex<Option<Waker>>,
}

impl Busy {
    /// Begins a request; it ends with the guard.
    pub fn begin(&self) -> BusyGuard {
        self.0.is_busy.store(true, Ordering::Release);
        BusyGuard(self.clone())
    }

    fn is(&self) -> bool {
        self.0.is_busy.load(Ordering::Acquire)
    }

    fn keeper(&self) -> MutexGuard<'_, Option<Waker>> {
        self.0.keeper.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being served.
#[derive(Debug)]
pub struct BusyGuard(Busy);

impl Drop for BusyGuard {
    fn drop(&mut self) {
        let Self(busy) = self;
        busy.0.is_busy.store(false, Ordering::Release);
        if let Some(keeper) = busy.keeper().take() {
            keeper.wake();
        }
    }
}

/// What the other end is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Header,
    Busy,
}

/// A stream with deadlines.
pub struct Deadlined<S> {
    stream: S,
    deadlines: Deadlines,
    busy: Busy,
    phase: Phase,
    reading: Pin<Box<Sleep>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl<S> Deadlined<S> {
    /// Puts deadlines on a stream; `busy` is told when requests begin and end.
    pub fn new(stream: S, deadlines: Deadlines, busy: Busy) -> Self {
        let reading = Box::pin(tokio::time::sleep(deadlines.idle));
        Self { stream, deadlines, busy, phase: Phase::Idle, reading, writing: None }
    }

    fn enter(&mut self, phase: Phase, time: Duration) {
        self.phase = phase;
        self.reading.as_mut().reset(Instant::now() + time);
    }

    /// A write that has to wait for the reader.
    fn poll_reader(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let answer = self.deadlines.answer;
        let writing = self.writing.get_or_insert_with(|| Box::pin(tokio::time::sleep(answer)));
        ready!(writing.as_mut().poll(context));
        Poll::Ready(ErrorKind::TimedOut.into())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Deadlined<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        match (this.busy.is(), this.phase) {
            (true, _) => this.phase = Phase::Busy,
            (false, Phase::Busy) => this.enter(Phase::Idle, this.deadlines.idle),
            (false, Phase::Idle | Phase::Header) => {}
        }
        let before = buffer.filled().len();
        if let Poll::Ready(result) = Pin::new(&mut this.stream).poll_read(context, buffer) {
            if this.phase == Phase::Idle && buffer.filled().len() > before {
                this.enter(Phase::Header, this.deadlines.header);
            }
            return Poll::Ready(result);
        }
        if this.phase == Phase::Busy {
            *this.busy.keeper() = Some(context.waker().clone());
            // The request may have ended just before anyone could be told.
            if !this.busy.is() {
                context.waker().wake_by_ref();
            }
        } else if this.reading.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Deadlined<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Pending => self.poll_reader(context).map(Err),
            ready => ready,
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(context, slices) {
            Poll::Pending => self.poll_reader(context).map(Err),
            ready => ready,
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Flushed when all is written: a reader that takes a byte now and then does not count as
        // one that took its answer.
        let flushed = ready!(Pin::new(&mut self.stream).poll_flush(context));
        self.writing = None;
        Poll::Ready(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests;
