//! One window a practice: whoever starts the program a second time finds the first window in front.

use std::path::Path;

use tauri::{Wry, plugin::TauriPlugin};

use crate::{printing::fingerprint, window};

/// Enough of a fingerprint that no two folders share it, in a name that the bus takes.
const LETTERS: usize = 32;

/// The name under which the program that has this practice is found by others.
pub fn name(practice: &Path) -> String {
    let bytes = fingerprint(real(practice).as_os_str().as_encoded_bytes());
    format!("org.securebase.desktop.p{}", &bytes[..LETTERS])
}

/// Looks for a program that has the practice, brings its window to the front and ends this one. Where there is no
/// session bus to look on, the lock on the database still keeps the second from opening it.
pub fn plugin(name: String) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new().dbus_id(name).callback(|app, _, _| window::present(app)).build()
}

/// The folder by its one true name, whether it is there already or not.
fn real(folder: &Path) -> std::path::PathBuf {
    folder.canonicalize().unwrap_or_else(|_| match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => folder.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // A practice reached by another way is the same practice, and one that is not made yet has a name already.
    #[test]
    fn a_practice_has_one_name_by_every_way_to_it() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let way = folder.path().join("way");
        let there = folder.path().join("there");
        std::fs::create_dir(&there)?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(&there, &way)?;
        let before = name(&way.join("practice"));
        std::fs::create_dir(there.join("practice"))?;
        assert_eq!(name(&way.join("practice")), before, "made meanwhile");
        assert_eq!(name(&there.join("practice")), before, "without the link");
        assert_ne!(name(&there), before, "another folder");
        Ok(())
    }
}
