//! How long the practice stays open while nobody touches keys or pointer.

use std::{env, time::Duration};

/// How long at first.
pub const USUAL: Duration = Duration::from_secs(5 * 60);
/// The shortest that can be chosen.
pub const SHORTEST: Duration = Duration::from_secs(60);
/// The longest that can be chosen.
pub const LONGEST: Duration = Duration::from_secs(60 * 60);
/// This long before the end the clinician is told.
const WARNING: Duration = Duration::from_secs(30);

/// A point on a clock that nobody can set, and that goes on while the computer sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Duration);

impl Moment {
    /// The present one.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn now() -> Moment {
        use rustix::time::{ClockId, clock_gettime};
        // On macOS the monotonic clock counts sleep; on Linux it stands still, and the one that does not has its own name.
        #[cfg(target_os = "linux")]
        let clock = ClockId::Boottime;
        #[cfg(target_os = "macos")]
        let clock = ClockId::Monotonic;
        let time = clock_gettime(clock);
        let whole = Duration::from_secs(time.tv_sec.try_into().unwrap_or_default());
        Moment(whole + Duration::from_nanos(time.tv_nsec.try_into().unwrap_or_default()))
    }

    /// The present one. Windows' counter goes on while the computer sleeps.
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    pub fn now() -> Moment {
        use std::{sync::OnceLock, time::Instant};
        static FIRST: OnceLock<Instant> = OnceLock::new();
        Moment(FIRST.get_or_init(Instant::now).elapsed())
    }
}

/// When the practice is to lock by itself, or the process notes are to close.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    limit: Duration,
    touched: Moment,
    /// The variable that may name another time in a test.
    rehearsal: &'static str,
}

impl Deadline {
    /// The usual time, from `now` on.
    pub fn usual(now: Moment) -> Deadline {
        Self::named("SECURE_BASE_IDLE_SECONDS", now)
    }

    /// The usual time of the process notes.
    pub fn of_process_notes(now: Moment) -> Deadline {
        Self::named("SECURE_BASE_PROCESS_IDLE_SECONDS", now)
    }

    fn named(rehearsal: &'static str, now: Moment) -> Deadline {
        Deadline { limit: rehearsed(rehearsal).unwrap_or(USUAL), touched: now, rehearsal }
    }

    /// Chooses the time without input after which the practice locks: 1 to 60 minutes.
    pub fn set(&mut self, limit: Duration) {
        self.limit = rehearsed(self.rehearsal).unwrap_or(limit.clamp(SHORTEST, LONGEST));
    }

    /// The clinician touched something.
    pub fn touch(&mut self, now: Moment) {
        self.touched = now;
    }

    /// How much time is left; nothing when it is over.
    pub fn left(&self, now: Moment) -> Duration {
        self.limit.saturating_sub(now.0.saturating_sub(self.touched.0))
    }

    /// Whether the time is over.
    pub fn is_over(&self, now: Moment) -> bool {
        self.left(now).is_zero()
    }

    /// Whether the clinician is to be told that it ends soon.
    pub fn is_near(&self, now: Moment) -> bool {
        self.left(now) <= WARNING.min(self.limit / 2)
    }
}

/// Five minutes are long for a test; in a debug build a variable may name the seconds.
fn rehearsed(variable: &str) -> Option<Duration> {
    let seconds = if cfg!(debug_assertions) { env::var(variable).ok()? } else { return None };
    seconds.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment(Duration::from_secs(seconds))
    }

    // What is kept in the settings may have been written by another version: no value may switch the lock off.
    #[test]
    fn no_setting_is_shorter_than_a_minute_or_longer_than_an_hour() {
        for (chosen, lasts) in [(0, 60), (60, 60), (600, 600), (3600, 3600), (u64::MAX, 3600)] {
            let mut deadline = Deadline::usual(at(0));
            deadline.set(Duration::from_secs(chosen));
            assert_eq!(deadline.left(at(0)), Duration::from_secs(lasts), "{chosen} s chosen");
        }
    }

    // The end comes at the second that was promised, is told before, and any input puts it off by the whole time.
    #[test]
    fn input_puts_the_end_off_and_silence_brings_it() {
        let mut deadline = Deadline::usual(at(1000));
        assert!(!deadline.is_near(at(1269)), "31 seconds before");
        assert!(deadline.is_near(at(1270)) && !deadline.is_over(at(1299)), "told, and still open");
        assert!(deadline.is_over(at(1300)), "after five minutes");
        deadline.touch(at(1299));
        assert!(!deadline.is_near(at(1300)), "touched in the last second");
        assert!(deadline.is_over(at(9999)), "a night's sleep in one step");
    }

    // A laptop that was shut for the night must not find its five minutes still running in the morning.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_clock_counts_sleep() {
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
        let booted: f64 = uptime.split(' ').next().unwrap_or_default().parse().unwrap_or_default();
        let here = Moment::now().0.as_secs_f64();
        assert!((here - booted).abs() < 5.0, "{here} is the time since the start, sleep and all ({booted})");
    }
}
