//! Locking: the records are put away, and the window that showed them ends.

use std::{
    mem,
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::{clipboard, desk::Desk, idle::Moment, window};

/// How often the time without input is looked at.
const BEAT: Duration = Duration::from_secs(1);
/// How long the window may take to save what is being typed.
const GRACE: Duration = Duration::from_secs(2);
/// How often it is looked whether the window has done so.
const GLANCE: Duration = Duration::from_millis(20);
/// The notice counts in steps, because a number that jumps each second is no calm notice.
const STEP_SECONDS: u64 = 10;

/// The practice is about to lock: save what is being typed, then ask to lock.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Locking;

/// Nobody has touched anything for a while: the practice locks within this time.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct LocksSoon {
    /// The seconds that are left, rounded up.
    pub seconds: u32,
}

/// The process notes are about to close: save what is being typed there, then ask to close them.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct ProcessNotesClosing;

/// Puts a fresh window, which has seen no process note, in the place of the one that has; the practice stays open. What was
/// selected in the old one is offered to no other program any more.
pub fn renew_window(app: &AppHandle) {
    clipboard::forget(app);
    window::replace(app);
}

/// Locks at once. Every way of locking ends here: the practice is closed and its key wiped, a copied secret leaves the
/// clipboard, and a fresh window takes the place of the one that showed records.
pub fn now(app: &AppHandle) {
    let had_records = {
        let desk = app.state::<Desk>();
        desk.long_change.stop();
        let mut contents = desk.contents();
        contents.close();
        mem::take(&mut contents.window_has_records)
    };
    clipboard::forget(app);
    if had_records {
        window::replace(app);
    }
}

/// Lets the window save what is being typed and lock by itself, and locks when it has not done so in time.
pub fn gently(app: &AppHandle) {
    app.state::<Desk>().long_change.stop();
    if !is_open(app) {
        return;
    }
    let end = Instant::now() + GRACE;
    // A window that cannot be told cannot save either: then there is nothing to wait for.
    let told = Locking.emit(app).is_ok();
    while told && Instant::now() < end {
        thread::sleep(GLANCE);
        if !is_open(app) {
            return;
        }
    }
    now(app);
}

/// Watches the time without input, for as long as the program runs.
pub fn watch(app: AppHandle, expired: Receiver<()>) {
    thread::spawn(move || {
        loop {
            match expired.recv_timeout(BEAT) {
                Ok(()) => now(&app),
                Err(RecvTimeoutError::Timeout) => look(&app),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
}

fn look(app: &AppHandle) {
    look_at_process_notes(app);
    let Some(deadline) = app.state::<Desk>().contents().deadline() else { return };
    let moment = Moment::now();
    let left = deadline.left(moment);
    if deadline.is_over(moment) {
        now(app);
    } else if left <= GRACE + BEAT {
        // Begun before the end, because after it no command is answered, not even the one that saves.
        gently(app);
    } else if deadline.is_near(moment) {
        let seconds = left.as_secs().next_multiple_of(STEP_SECONDS) as u32;
        // A window that is just being replaced has nothing to warn of.
        let _ = LocksSoon { seconds }.emit(app);
    }
}

fn look_at_process_notes(app: &AppHandle) {
    let desk = app.state::<Desk>();
    let mut contents = desk.contents();
    let Some(deadline) = contents.process_deadline() else { return };
    contents.close_late_process_notes();
    drop(contents);
    // Told before the end, because after it not even the save is taken; a window that cannot be told has nothing to save.
    if deadline.left(Moment::now()) <= GRACE + BEAT {
        let _ = ProcessNotesClosing.emit(app);
    }
}

fn is_open(app: &AppHandle) -> bool {
    app.state::<Desk>().contents().practice.is_some()
}
