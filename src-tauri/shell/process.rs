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
