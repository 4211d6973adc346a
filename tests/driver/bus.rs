//! A message bus of one's own, and on it what the system would say.

use std::{collections::HashMap, process::Stdio};

use zbus::{
    blocking::{Connection, connection},
    interface,
    zvariant::{OwnedFd, OwnedObjectPath, Value},
};

use super::{
    Home,
    process::{Group, guarded, within},
    window::PATIENCE,
};

const MANAGER: &str = "/org/freedesktop/login1";
const SESSION: &str = "/org/freedesktop/login1/session/_31";

/// A private bus; it goes when this is dropped.
pub struct Bus {
    address: String,
    _daemon: Group,
}

impl Bus {
    /// Starts one in a home.
    pub fn start(home: &Home) -> Bus {
        let address = format!("unix:path={}", home.at("run/bus").display());
        let mut command = guarded("dbus-daemon", None);
        command.args(["--session", "--nofork", "--nopidfile", "--print-address"]).arg(format!("--address={address}"));
        let mut daemon = Group::start(command.stdout(Stdio::piped()));
        assert!(daemon.first_line().starts_with("unix:"), "dbus-daemon says where it is");
        Bus { address, _daemon: daemon }
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// What logind would be on a real system.
pub struct Logind(Connection);

struct Manager {
    held: Option<std::io::PipeReader>,
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[zbus(name = "GetSessionByPID")]
    fn get_session_by_pid(&self, _process: u32) -> OwnedObjectPath {
        SESSION.try_into().expect("a path")
    }

    fn inhibit(&mut self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, mode), ("sleep", "delay"));
        let (read, write) = std::io::pipe().expect("a pipe");
        self.held = Some(read);
        std::os::fd::OwnedFd::from(write).into()
    }
}

impl Logind {
    /// Takes its place on a bus.
    pub fn on(bus: &Bus) -> Logind {
        let builder = connection::Builder::address(bus.address()).expect("an address");
        let builder = builder.name("org.freedesktop.login1").expect("a name");
        Logind(builder.serve_at(MANAGER, Manager { held: None }).expect("an object").build().expect("a connection"))
    }

    /// Waits until the program holds up the system's sleep, so that it has time to save.
    pub fn until_held(&self) {
        let held = within(PATIENCE, || {
            let manager = self.0.object_server().interface::<_, Manager>(MANAGER).ok()?;
            manager.get().held.as_ref().map(drop)
        });
        assert!(held.is_some(), "the program asks for time before the system sleeps");
    }

    /// Whether the program has let go, so that the system may sleep.
    pub fn let_go(&self) -> bool {
        use std::io::Read;
        let manager = self.0.object_server().interface::<_, Manager>(MANAGER).expect("the object");
        let held = manager.get_mut().held.take();
        // The pipe ends when its other end is closed, and not before.
        held.is_none_or(|mut pipe| pipe.read(&mut [0]).is_ok_and(|read| read == 0))
    }

    /// The system is about to sleep.
    pub fn sleep(&self) {
        self.say(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", &true);
    }

    /// The screen is locked.
    pub fn lock_screen(&self) {
        self.say(SESSION, "org.freedesktop.login1.Session", "Lock", &());
    }

    /// Another user takes the screen.
    pub fn switch_user(&self) {
        let changed = HashMap::from([("Active", Value::from(false))]);
        let body = ("org.freedesktop.login1.Session", changed, Vec::<String>::new());
        self.say(SESSION, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body);
    }

    fn say<T: serde::Serialize + zbus::zvariant::DynamicType>(&self, path: &str, of: &str, what: &str, body: &T) {
        self.0.emit_signal(None::<&str>, path, of, what, body).expect("the bus takes it");
    }
}
