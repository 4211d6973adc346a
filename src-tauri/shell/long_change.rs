//! A change that takes long enough to be stopped. It holds the desk all the while, so it is stopped from beside it.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// Whether a long change is under way, and whether it may go on.
#[derive(Default)]
pub struct LongChange {
    under_way: AtomicBool,
    stopped: AtomicBool,
}

impl LongChange {
    /// Runs a change that asks now and then whether it [`goes_on`](LongChange::goes_on).
    pub fn run<T>(&self, change: impl FnOnce() -> T) -> T {
        self.stopped.store(false, SeqCst);
        self.under_way.store(true, SeqCst);
        let done = change();
        self.under_way.store(false, SeqCst);
        done
    }

    /// Whether nobody has asked it to stop.
    pub fn goes_on(&self) -> bool {
        !self.stopped.load(SeqCst)
    }

    /// Asks it to stop; answers whether there is one.
    pub fn stop(&self) -> bool {
        self.stopped.store(true, SeqCst);
        self.under_way.load(SeqCst)
    }
}
