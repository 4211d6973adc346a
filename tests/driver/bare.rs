//! The program as a clinician runs it: nothing drives its web view, so nothing of the driver is in its memory. Keys
//! come from the display, and what it shows is read off the display.

use std::{
    process::Stdio,
    time::{Duration, SystemTime},
};

use super::{
    Display, Home,
    keyboard::XKey,
    process::{Group, alive, descendants, guarded, within},
    window::{PATIENCE, program},
};

/// Long enough for a screen to come after the key that asked for it, on a busy machine.
const SCREEN: Duration = Duration::from_secs(2);

/// The running program. Dropping it ends the program.
pub struct Bare {
    group: Group,
    /// The display it is on.
    pub display: Display,
    database: std::path::PathBuf,
}

impl Bare {
    /// Starts the program in a home, with these variables besides.
    pub fn start(home: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> Bare {
        let display = Display::start();
        let group = launch(home, &display, arguments, variables);
        Bare { group, display, database: home.practice().join("practice.db") }
    }

    /// Starts it and waits for the lock screen.
    pub fn locked(home: &Home, variables: &[(&str, &str)]) -> Bare {
        let bare = Bare::start(home, &[], variables);
        bare.until("the lock screen", || bare.heading_has_words() && !bare.is_open());
        bare
    }

    /// Starts the program once more on the same display.
    pub fn again(&self, home: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> Group {
        launch(home, &self.display, arguments, variables)
    }

    /// The processes of the program: its own, and those that it started.
    pub fn processes(&self) -> Vec<(u32, String)> {
        let mut all = descendants(self.group.id());
        all.insert(0, (self.group.id(), "secure-base".into()));
        all
    }

    /// Types letters.
    pub fn keys(&self, text: &str) {
        self.display.keys(text);
    }

    /// Types the passphrase on the lock screen and waits for the records.
    pub fn unlock(&self, passphrase: &str) {
        self.keys(&format!("{passphrase}\n"));
        self.until("the records", || self.is_open());
        std::thread::sleep(SCREEN);
    }

    /// Locks with the keyboard and waits for the lock screen.
    pub fn lock(&self) {
        self.display.chord(XKey::Control, 'l');
        self.until_locked();
    }

    /// Waits for the lock screen.
    pub fn until_locked(&self) {
        self.until("the lock screen", || !self.is_open() && self.heading_has_words());
    }

    /// Adds a client and begins the first session, with the cursor in its note.
    pub fn first_session(&self, name: &str) {
        self.display.chord(XKey::Control, 'n');
        std::thread::sleep(SCREEN);
        self.until_saved(|| self.keys(&format!("{name}\n")));
        std::thread::sleep(SCREEN);
        self.until_saved(|| self.keys("\t\t\t\t\n"));
        std::thread::sleep(SCREEN);
    }

    /// Does something and waits until a change is on disk.
    pub fn until_saved(&self, step: impl FnOnce()) {
        let before = self.saved_at();
        step();
        self.until("the change on disk", || self.saved_at() != before);
    }

    /// Whether the frame around the records is on the display: its list of places is the only thing at the left edge.
    pub fn is_open(&self) -> bool {
        self.display.picture((20, 90, 130, 110)).is_some_and(|picture| picture.colours() > 4)
    }

    /// Asks the window to close, and waits until the program has ended.
    pub fn close(self) {
        let program = self.group.id();
        self.display.close_windows();
        let ended = within(PATIENCE, || (!alive(program)).then_some(()));
        assert!(ended.is_some(), "the program ends when its window is closed");
    }

    /// Waits for something to be so.
    pub fn until(&self, what: &str, mut so: impl FnMut() -> bool) {
        let came = within(PATIENCE, || so().then_some(()));
        if came.is_none() {
            let picture = self.display.picture((0, 0, 1280, 800));
            let place = super::evidence::leave("without_driver", picture, None);
            panic!("waited in vain for {what}; the display as it was: {}", place.display());
        }
    }

    fn heading_has_words(&self) -> bool {
        self.display.picture((370, 90, 400, 220)).is_some_and(|picture| picture.colours() > 4)
    }

    fn saved_at(&self) -> Option<SystemTime> {
        std::fs::metadata(&self.database).and_then(|about| about.modified()).ok()
    }
}

fn launch(home: &Home, display: &Display, arguments: &[&str], variables: &[(&str, &str)]) -> Group {
    let mut command = guarded(&program().display().to_string(), None);
    command.args(arguments).envs(home.environment()).env("DISPLAY", display.name()).stdout(Stdio::null());
    command.env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS").env("GDK_BACKEND", "x11");
    command.env("NO_AT_BRIDGE", "1").env("GSETTINGS_BACKEND", "memory").envs(variables.iter().copied());
    Group::start(&mut command)
}
