//! What the process as a whole is kept from: leaving its memory on disk, or to whoever looks.

/// Sees to it that no crash, of this program or of one that it starts, writes memory with records to disk.
pub fn keep_memory_in() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        if let Err(why) = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }) {
            eprintln!("Core dumps cannot be switched off: {why}");
        }
    }
    // A debug build stays readable, for debuggers and for the tests that look into its memory.
    #[cfg(all(target_os = "linux", not(debug_assertions)))]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        if let Err(why) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            eprintln!("Other programs cannot be kept from reading this one's memory: {why}");
        }
    }
}

/// Settings under which the libraries that draw the window overwrite what they free: WebKit leaves its own allocator
/// for the system's, and the system's overwrites at once instead of keeping pieces at hand as they are.
#[cfg(target_os = "linux")]
const FORGETFUL: [(&str, &str); 2] =
    [("Malloc", "1"), ("GLIBC_TUNABLES", "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0")];

/// Sees to it that freed memory is overwritten in the libraries too. They read their settings when the program starts,
/// so it starts once more in the same process; this returns when the settings hold.
#[cfg(target_os = "linux")]
pub fn forget_what_is_freed() {
    use std::{env, os::unix::process::CommandExt, process::Command};
    // A debug build can go without, for a test that shows the difference.
    let control = cfg!(debug_assertions) && env::var_os("SECURE_BASE_KEEP_FREED").is_some();
    if control || FORGETFUL.iter().all(|(name, value)| env::var(name).is_ok_and(|set| set == *value)) {
        return;
    }
    let mut own = env::args_os();
    let Ok(program) = env::current_exe() else { return };
    let mut command = Command::new(program);
    if let Some(name) = own.next() {
        command.arg0(name);
    }
    let why = command.args(own).envs(FORGETFUL).exec();
    eprintln!("Freed memory is not overwritten: {why}");
}

/// Only on Linux is it known how.
#[cfg(not(target_os = "linux"))]
pub fn forget_what_is_freed() {}
