//! A copied secret leaves the clipboard by itself.

use std::time::Duration;

use tauri::AppHandle;
use zeroize::Zeroizing;

/// How long a copied secret stays: long enough to paste it once.
const STAYS: Duration = Duration::from_secs(20);

/// Puts a secret on the clipboard and takes it away again after a while, if it is still there.
///
/// # Errors
/// When the program is about to end.
pub fn lend(app: &AppHandle, secret: Zeroizing<String>) -> tauri::Result<()> {
    app.run_on_main_thread(move || system::lend(secret))
}

/// Takes a copied secret away at once, if it is still there.
pub fn forget(app: &AppHandle) {
    // At the very end of the program its clipboard ends with it.
    let _ = app.run_on_main_thread(system::forget);
}

/// GTK's clipboard, which works under X11 and Wayland alike. It belongs to the main thread.
#[cfg(target_os = "linux")]
mod system {
    use std::{
        cell::RefCell,
        rc::{Rc, Weak},
    };

    use gtk::{Clipboard, TargetEntry, TargetFlags, gdk, glib};

    use super::{STAYS, Zeroizing};

    /// Clipboard histories that know this name keep no copy of what is offered under it.
    const HINT: &str = "x-kde-passwordManagerHint";
    const HINT_NUMBER: u32 = 1;

    thread_local! {
        static LENT: RefCell<Weak<Zeroizing<String>>> = const { RefCell::new(Weak::new()) };
    }

    pub fn lend(secret: Zeroizing<String>) {
        let secret = Rc::new(secret);
        let lent = Rc::downgrade(&secret);
        let entry = |name, number| TargetEntry::new(name, TargetFlags::empty(), number);
        let targets = [entry("UTF8_STRING", 0), entry("text/plain;charset=utf-8", 0), entry(HINT, HINT_NUMBER)];
        // The clipboard drops the function, and with it the secret, as soon as something else is copied.
        let taken = clipboard().set_with_data(&targets, move |_, answer, number| {
            if number == HINT_NUMBER {
                answer.set(&answer.target(), 8, b"secret");
            } else {
                answer.set(&answer.target(), 8, secret.as_bytes());
            }
        });
        if taken {
            LENT.set(lent.clone());
            glib::timeout_add_local_once(STAYS, move || take_back(&lent));
        }
    }

    pub fn forget() {
        take_back(&LENT.take());
        // What is selected with the mouse is offered by this process too; what the clinician copied on purpose stays.
        Clipboard::get(&gdk::SELECTION_PRIMARY).clear();
    }

    fn take_back(lent: &Weak<Zeroizing<String>>) {
        if lent.strong_count() > 0 {
            clipboard().clear();
        }
    }

    fn clipboard() -> Clipboard {
        Clipboard::get(&gdk::SELECTION_CLIPBOARD)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::{sync::Mutex, thread};

    use arboard::Clipboard;

    use super::{STAYS, Zeroizing};

    static LENT: Mutex<Option<Zeroizing<String>>> = Mutex::new(None);

    pub fn lend(secret: Zeroizing<String>) {
        let copied = Clipboard::new().and_then(|mut clipboard| clipboard.set_text(secret.as_str()));
        if copied.is_err() {
            return;
        }
        *LENT.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(secret.clone());
        thread::spawn(move || {
            thread::sleep(STAYS);
            take_back(&secret);
        });
    }

    pub fn forget() {
        if let Some(secret) = LENT.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take() {
            take_back(&secret);
        }
    }

    fn take_back(secret: &str) {
        let Ok(mut clipboard) = Clipboard::new() else { return };
        if clipboard.get_text().is_ok_and(|held| Zeroizing::new(held).as_str() == secret) {
            // A clipboard that another program holds just now is that program's.
            let _ = clipboard.clear();
        }
    }
}
