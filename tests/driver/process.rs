//! Child processes that never outlive the test that started them, and waiting with a deadline.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const BEAT: Duration = Duration::from_millis(20);

/// A command whose process dies with this one, even when this one is killed. `user` runs it as somebody else.
pub fn guarded(program: &str, user: Option<u32>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if let Some(id) = user {
        command.args([format!("--reuid={id}"), format!("--regid={id}"), "--clear-groups".into()]);
    }
    command.arg("--").arg(program).stdin(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command
}

/// A child with its own process group, all of which is killed when this is dropped.
pub struct Group(Child);

impl Group {
    /// Starts the command.
    pub fn start(command: &mut Command) -> Group {
        Group(command.spawn().unwrap_or_else(|why| panic!("{command:?} starts: {why}")))
    }

    /// The number of its first process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Waits for its end; the answer is its exit code.
    pub fn ended(&mut self) -> Option<i32> {
        let status = within(Duration::from_secs(30), || self.0.try_wait().expect("it is a child"));
        status.expect("it ends").code()
    }

    /// Whether it still runs after some seconds.
    pub fn runs_on(&mut self) -> bool {
        within(Duration::from_secs(5), || self.0.try_wait().expect("it is a child")).is_none()
    }

    /// The first line it prints.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        let out = self.0.stdout.take().expect("its output is piped");
        BufReader::new(out).read_line(&mut line).expect("its output is text");
        line.trim().to_owned()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Only the group that was started here: its number is the number of its first process.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// The processes below `parent`, with the paths of their programs.
pub fn descendants(parent: u32) -> Vec<(u32, String)> {
    let listed = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let mut found = Vec::new();
    for child in listed.split_whitespace().filter_map(|id| id.parse().ok()) {
        let program = std::fs::read_link(format!("/proc/{child}/exe")).unwrap_or_default();
        found.push((child, program.display().to_string()));
        found.extend(descendants(child));
    }
    found
}

/// Whether a process runs.
pub fn alive(process: u32) -> bool {
    // A process that has ended stays as a zombie until its parent asks after it.
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

/// Asks again and again until there is an answer or the time is over.
pub fn within<T>(limit: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() > end {
            return None;
        }
        std::thread::sleep(BEAT);
    }
}

/// What a helper program prints; it must succeed.
pub fn output(command: &mut Command) -> String {
    let done = command.output().unwrap_or_else(|why| panic!("{command:?} runs: {why}"));
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{command:?}: {text}{}", String::from_utf8_lossy(&done.stderr));
    text
}
