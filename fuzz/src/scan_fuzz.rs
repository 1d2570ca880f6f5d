//! The decoders' own panics are expected: `scan` catches them on its worker threads.

/// Makes a panic end the run unless it happens on a thread of `scan`, which catches it.
pub fn allow_caught_panics() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("scan-decoder") {
            abort(panic);
        }
    }));
}
