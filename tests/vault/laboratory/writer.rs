//! The writer as a process of its own: started, listened to, killed.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

use secure_base_vault_tests::trace::{self, Event};

use crate::{bench::Bench, plan::Plan};

/// What a writer said, and how it ended.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub ready: bool,
    pub saved: Vec<u32>,
    /// The words of each refusal, with the name of its error before them.
    pub refused: Vec<String>,
    /// How many refused saves were found to be there all the same: harmless, if the person is not told otherwise.
    pub there: u32,
    /// Whether a signal ended it.
    pub killed: bool,
    /// How it ended otherwise than by itself or by our hand: a panic, or waiting without end.
    pub crashed: Option<String>,
    /// Whether it could not tidy up after itself, because the disk removes nothing any more.
    pub hindered: bool,
}

impl Outcome {
    pub fn take(&mut self, line: &str) {
        match line.split_once(' ') {
            None if line == "ready" => self.ready = true,
            Some(("saved", number)) => self.saved.push(number.parse().unwrap()),
            Some(("there", _)) => self.there += 1,
            Some(("refused", why)) => self.refused.push(why.split_once(": ").unwrap().1.into()),
            _ => panic!("the writer said something strange: {line}"),
        }
    }

    pub fn last(&self) -> u32 {
        self.saved.iter().copied().max().unwrap_or(0)
    }
}

/// A writer at work.
pub struct Writer {
    child: Child,
    says: BufReader<ChildStdout>,
    pub outcome: Outcome,
}

impl Writer {
    pub fn start(mut program: Command) -> Writer {
        let mut child = program.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().expect("the writer starts");
        let says = BufReader::new(child.stdout.take().unwrap());
        Writer { child, says, outcome: Outcome::default() }
    }

    /// Takes in one line; false when there are no more.
    pub fn listen(&mut self) -> bool {
        let mut line = String::new();
        let some = self.says.read_line(&mut line).unwrap() > 0;
        if some {
            self.outcome.take(line.trim_end());
        }
        some
    }

    /// Ends it with SIGKILL, wherever it is.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Listens to the end.
    pub fn finish(mut self) -> Outcome {
        while self.listen() {}
        let ended: ExitStatus = self.child.wait().unwrap();
        self.outcome.killed = ended.to_string().contains("SIGKILL");
        let by_itself = matches!(ended.code(), Some(0 | 1));
        self.outcome.crashed = (!by_itself && !self.outcome.killed).then(|| ended.to_string());
        self.outcome
    }
}

/// The writer's program, not yet started.
pub fn program(bench: &Bench, mode: &str, count: u32, manner: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vault-writer"));
    program.arg(mode).arg(&bench.root).arg(count.to_string()).arg(manner);
    program
}

/// Runs it under the fault library, and reads the trace.
pub fn under(plan: &Plan, bench: &Bench, mode: &str, count: u32, manner: &str) -> (Outcome, Vec<Event>) {
    let record = bench.beside("trace");
    let mut program = program(bench, mode, count, manner);
    plan.arm(&mut program, &bench.root, &record);
    let outcome = Writer::start(program).finish();
    (outcome, trace::read(&record).unwrap())
}
