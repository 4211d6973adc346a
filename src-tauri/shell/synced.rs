//! Folders that a cloud service copies: it would send the records away from this computer, and may put back an older copy.

use std::path::{Path, PathBuf};

use serde::Serialize;
use specta::Type;

/// A folder that a service copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Synced {
    /// The service's name.
    pub service: &'static str,
    /// The folder that it copies.
    pub folder: PathBuf,
}

/// How a service's folder is known: how its name begins, and files that the service leaves in it.
struct Sign {
    service: &'static str,
    names: &'static [&'static str],
    /// Names that also mean other things count only right in the home folder.
    at_home: &'static [&'static str],
    /// How the names of the service's own files begin.
    marks: &'static [&'static str],
}

const SIGNS: [Sign; 10] = [
    Sign { service: "Dropbox", names: &["Dropbox"], at_home: &[], marks: &[".dropbox"] },
    Sign { service: "OneDrive", names: &["OneDrive"], at_home: &[], marks: &[".849C9593-D756-4E56-8D6E-42412F2A707B"] },
    Sign {
        service: "iCloud Drive",
        names: &["Mobile Documents", "com~apple~CloudDocs", "iCloudDrive", "iCloud Drive"],
        at_home: &[],
        marks: &[],
    },
    Sign {
        service: "Google Drive",
        names: &["Google Drive", "GoogleDrive"],
        at_home: &["My Drive"],
        marks: &[".tmp.drivedownload", ".tmp.driveupload"],
    },
    Sign {
        service: "Nextcloud",
        names: &["Nextcloud"],
        at_home: &[],
        marks: &[".sync_", "._sync_", ".nextcloudsync.log"],
    },
    Sign {
        service: "ownCloud",
        names: &["ownCloud"],
        at_home: &[],
        marks: &[".owncloudsync.log", ".csync_journal.db"],
    },
    Sign { service: "pCloud", names: &["pCloud"], at_home: &[], marks: &[] },
    Sign { service: "MEGA", names: &["MEGAsync"], at_home: &["MEGA"], marks: &[".megaignore"] },
    Sign { service: "Box", names: &["Box Sync", "Box-Box"], at_home: &["Box"], marks: &[] },
    Sign { service: "Syncthing", names: &[], at_home: &[], marks: &[".stfolder"] },
];

impl Sign {
    fn fits(&self, folder: &Path, at_home: bool) -> bool {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        // "Dropbox (Personal)" and "OneDrive - Company" are theirs too; "Dropboxes" is not.
        let called = |known: &&str| {
            name.strip_prefix(*known).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
        };
        self.names.iter().any(called)
            || (at_home && self.at_home.iter().any(|known| name == *known))
            || (!self.marks.is_empty() && self.marked(folder))
    }

    fn marked(&self, folder: &Path) -> bool {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.any(|name| self.marks.iter().any(|mark| name.starts_with(mark)))
    }
}

/// The folder around `place` that a service copies, if one does. It looks at names and files only, and may be mistaken.
pub fn around(place: &Path) -> Option<Synced> {
    let home = dirs::home_dir();
    // A link into such a folder is as good as the folder.
    let real = place.ancestors().find_map(|one| one.canonicalize().ok());
    [Some(place.to_owned()), real].into_iter().flatten().find_map(|place| within(&place, home.as_deref()))
}

fn within(place: &Path, home: Option<&Path>) -> Option<Synced> {
    // The home folder itself may hold a service's settings, which mark nothing.
    let folders = place.ancestors().take_while(|folder| Some(*folder) != home && folder.parent().is_some());
    let find = |folder: &Path| {
        let at_home = folder.parent() == home;
        SIGNS.iter().find(|sign| sign.fits(folder, at_home)).map(|sign| sign.service)
    };
    folders.filter_map(|folder| find(folder).map(|service| Synced { service, folder: folder.into() })).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    // A practice that is sent to a server behind her back breaks the first promise of the program.
    #[test]
    fn folders_of_services_are_known_by_their_names() {
        let home = Path::new("/h");
        let check = |place: &str, expect: Option<&str>| {
            let found = within(Path::new(place), Some(home));
            assert_eq!(found.map(|found| found.service), expect, "{place}");
        };
        check("/h/Dropbox (Personal)/practice", Some("Dropbox"));
        check("/h/OneDrive - Praxis/a/b", Some("OneDrive"));
        check("/h/Library/Mobile Documents/x", Some("iCloud Drive"));
        check("/h/Library/CloudStorage/GoogleDrive-a@b.example/My Drive/x", Some("Google Drive"));
        check("/h/Nextcloud/practice", Some("Nextcloud"));
        check("/h/Box/practice", Some("Box"));
        check("/h/papers/Box/practice", None);
        check("/h/Dropboxes/practice", None);
        check("/h/.local/share/secure-base/practice", None);
    }

    // Most people give the folder a name of their own.
    #[test]
    fn folders_of_services_are_known_by_their_files() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let place = folder.path().join("work/practice");
        std::fs::create_dir_all(&place).expect("a folder");
        assert_eq!(within(&place, None), None, "a plain folder");
        std::fs::create_dir(folder.path().join("work/.stfolder")).expect("a mark");
        let found = within(&place, None).expect("Syncthing");
        assert_eq!((found.service, found.folder), ("Syncthing", folder.path().join("work")));
    }
}
