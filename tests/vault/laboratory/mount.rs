//! A small disk of its own, where the system lets one be made: a real full disk, and a real read-only one.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A disk in memory; it goes when it is dropped.
pub struct Mount(PathBuf);

impl Mount {
    /// Nothing where the system does not let us, which is the rule for anybody but root.
    pub fn small(at: &Path, bytes: u64) -> Option<Mount> {
        mount(at, &format!("size={bytes}")).then(|| Mount(at.into()))
    }

    pub fn set(&self, how: &str) {
        assert!(mount(&self.0, &format!("remount,{how}")), "a disk that was mounted is mounted anew as {how}");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run(Command::new("umount").arg(&self.0));
    }
}

fn mount(at: &Path, how: &str) -> bool {
    run(Command::new("mount").args(["-t", "tmpfs", "-o", how, "tmpfs"]).arg(at))
}

fn run(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
