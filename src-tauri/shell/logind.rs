//! Hears from the system that the computer is about to sleep, that its screen locks, or that another user takes over.

use tauri::AppHandle;

/// Listens from now on. Where there is no logind, nothing is ever heard.
#[cfg(target_os = "linux")]
pub fn listen(app: AppHandle) {
    std::thread::spawn(move || {
        // Many systems have no system bus: the time without input locks there as well.
        let _ = linux::listen(&app);
    });
}

/// Listens from now on. Only Linux tells, so far.
#[cfg(not(target_os = "linux"))]
pub fn listen(_: AppHandle) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::{collections::HashMap, env, process};

    use tauri::AppHandle;
    use zbus::{
        Message,
        blocking::{Connection, MessageIterator, Proxy, fdo::DBusProxy},
        zvariant::{OwnedFd, OwnedObjectPath, OwnedValue},
    };

    use crate::lock;

    const LOGIND: &str = "org.freedesktop.login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const SESSION: &str = "org.freedesktop.login1.Session";

    pub fn listen(app: &AppHandle) -> zbus::Result<()> {
        let bus = Connection::system()?;
        let manager = Proxy::new(&bus, LOGIND, "/org/freedesktop/login1", MANAGER)?;
        let session = own_session(&bus, &manager);
        let rules = DBusProxy::new(&bus)?;
        let messages = MessageIterator::from(&bus);
        let sleep = format!("type='signal',sender='{LOGIND}',interface='{MANAGER}',member='PrepareForSleep'");
        rules.add_match_rule(sleep.as_str().try_into()?)?;
        if let Some(path) = &session {
            let of_session = format!("type='signal',sender='{LOGIND}',path='{}'", path.as_str());
            rules.add_match_rule(of_session.as_str().try_into()?)?;
        }
        // While this is held the system waits with its sleep, for some seconds at most.
        let mut wait = hold_sleep(&manager);
        for message in messages {
            // One message that makes no sense is no reason to hear none any more.
            let Ok(message) = message else { continue };
            match heard(&message) {
                Some(Heard::Sleep) => {
                    lock::gently(app);
                    wait = None;
                }
                Some(Heard::Wake) if wait.is_none() => wait = hold_sleep(&manager),
                Some(Heard::Locked) => lock::gently(app),
                Some(Heard::Wake) | None => {}
            }
        }
        Ok(())
    }

    enum Heard {
        Sleep,
        Wake,
        Locked,
    }

    fn heard(message: &Message) -> Option<Heard> {
        let header = message.header();
        match header.member()?.as_str() {
            "PrepareForSleep" => {
                Some(if message.body().deserialize::<bool>().ok()? { Heard::Sleep } else { Heard::Wake })
            }
            "Lock" => Some(Heard::Locked),
            "PropertiesChanged" => {
                let body = message.body();
                let (interface, changed, _): (String, HashMap<String, OwnedValue>, Vec<String>) =
                    body.deserialize().ok()?;
                let is = |name, wanted| changed.get(name).and_then(|value| bool::try_from(value).ok()) == Some(wanted);
                let away = interface == SESSION && (is("Active", false) || is("LockedHint", true));
                away.then_some(Heard::Locked)
            }
            _ => None,
        }
    }

    /// The session whose screen this is. A program started by the desktop's own services belongs to none, and finds
    /// the one its user sits at.
    fn own_session(bus: &Connection, manager: &Proxy) -> Option<OwnedObjectPath> {
        let by_name = |name: String| manager.call::<_, _, OwnedObjectPath>("GetSession", &name).ok();
        let by_process = || manager.call::<_, _, OwnedObjectPath>("GetSessionByPID", &process::id()).ok();
        let by_user = || {
            let user: OwnedObjectPath = manager.call("GetUserByPID", &process::id()).ok()?;
            let user = Proxy::new(bus, LOGIND, user, "org.freedesktop.login1.User").ok()?;
            let (_, path): (String, OwnedObjectPath) = user.get_property("Display").ok()?;
            (path.as_str() != "/").then_some(path)
        };
        env::var("XDG_SESSION_ID").ok().and_then(by_name).or_else(by_process).or_else(by_user)
    }

    fn hold_sleep(manager: &Proxy) -> Option<OwnedFd> {
        manager.call("Inhibit", &("sleep", "Secure Base", "Saving and locking the records", "delay")).ok()
    }
}
