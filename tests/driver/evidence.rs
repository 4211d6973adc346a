//! What is left behind when a window test fails: the window as it was.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Picture;

/// Leaves a picture and the page's source in `target/evidence/<test>/` and says where.
pub fn leave(test: &str, picture: Option<Picture>, source: Option<String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/evidence").join(test);
    // Already failing: what cannot be written must not hide why.
    let _ = fs::create_dir_all(&folder);
    if let Some(picture) = picture {
        let _ = picture.write(&folder.join("window.png"));
    }
    if let Some(text) = source {
        let _ = fs::write(folder.join("page.html"), text);
    }
    folder
}
