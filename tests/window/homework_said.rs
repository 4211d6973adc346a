//! What the board, a client's chart, its table and the log say of the same homework, read from the window and held against what
//! was done.

use std::collections::BTreeMap;

use serde_json::json;

use super::steps::*;
use crate::driver::*;

/// What became of the homework of one session, as the table puts it side by side.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub agreed: u32,
    pub done: u32,
    pub partly: u32,
    pub not_done: u32,
    pub not_discussed: u32,
}

/// A client's homework as it should now be seen everywhere.
pub struct Now {
    name: String,
    open: BTreeMap<String, String>,
    closed: Vec<String>,
    sessions: BTreeMap<u32, Sums>,
    /// The sentences about sessions and homework in the log, the oldest first.
    log: Vec<String>,
}

impl Now {
    /// A task is open and stands under this heading of the board.
    pub fn open(&mut self, task: &str, state: &str) {
        self.open.insert(task.into(), state.into());
    }

    /// A task is closed.
    pub fn closed(&mut self, task: &str) {
        self.open.remove(task);
        self.closed.push(task.into());
    }

    /// What was agreed and looked at in a session.
    pub fn in_session(&mut self, number: u32) -> &mut Sums {
        self.sessions.entry(number).or_default()
    }

    /// The log has a sentence more, about a task that was agreed on in this session.
    pub fn logged(&mut self, words: &str, session: u32) {
        self.log.push(format!("{words} {}, session {session}", self.name));
    }

    fn all(&self) -> Sums {
        self.sessions.values().fold(Sums::default(), |all, one| Sums {
            agreed: all.agreed + one.agreed,
            done: all.done + one.done,
            partly: all.partly + one.partly,
            not_done: all.not_done + one.not_done,
            not_discussed: all.not_discussed + one.not_discussed,
        })
    }
}

/// A course of homework in the window: after every step of it all screens are compared.
pub struct Course<'a> {
    window: &'a Window,
    now: Now,
}

impl Course<'_> {
    /// The homework of a client who has none yet.
    pub fn of<'a>(window: &'a Window, name: &str) -> Course<'a> {
        let (open, closed, sessions, log) = Default::default();
        Course { window, now: Now { name: name.into(), open, closed, sessions, log } }
    }

    /// A session was begun.
    pub fn held(&mut self, session: u32) {
        self.now.logged("Started", session);
    }

    /// Something was done that makes this of the homework; all screens must say so.
    pub fn then(&mut self, what: impl FnOnce(&mut Now)) {
        what(&mut self.now);
        self.board();
        self.chart();
        self.log();
    }

    /// Waits until the script answers this; says what it answers otherwise.
    fn answers(&self, what: &str, script: &str, expected: serde_json::Value) {
        let mut said = serde_json::Value::Null;
        let same = within(std::time::Duration::from_secs(20), || {
            said = self.window.script(script, &[]);
            (said == expected).then_some(())
        });
        assert!(same.is_some(), "{what} says {said:#} and not {expected:#}");
    }

    fn board(&self) {
        self.window.press("Homework");
        self.window.screen("homework");
        let rows = "return Object.fromEntries([...document.querySelectorAll('[data-board-row]')].map((row) =>
            [row.querySelector('.task').textContent, row.closest('ul').getAttribute('aria-label')]))";
        self.answers("the board", rows, json!(self.now.open));
        let count = |state: &str| self.now.open.values().filter(|one| one.as_str() == state).count();
        for state in ["Stale", "To look at", "Due"] {
            self.window.see("radio", &format!("{state} {}", count(state)));
        }
        if self.now.open.is_empty() {
            self.window.reads("No homework is open");
        }
        self.window.expect_accessible("the board");
    }

    fn chart(&self) {
        let Sums { agreed, done, partly, not_done, .. } = self.now.all();
        self.window.press("Clients");
        open_client(self.window, &self.now.name);
        self.window.press("Goals and all homework");
        self.window.screen("clientHomework");
        let plural = |count: u32, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let (tasks, looks) = (plural(agreed, "task"), plural(done + partly + not_done, "look"));
        self.window.reads(&format!("{tasks} agreed, {} open. {looks}: {done} found it done.", self.now.open.len()));
        let listed = "return ['Open', 'Closed'].map((list) =>
            [...document.querySelectorAll(`ul[aria-label=${list}] .words > p:first-child`)].map((one) => one.textContent).sort())";
        let open: Vec<_> = self.now.open.keys().collect();
        let mut closed = self.now.closed.clone();
        closed.sort();
        self.answers("the client's lists", listed, json!([open, closed]));
        self.answers("the chart by session", DRAWN, self.drawn());
        self.window.press("The same figures as tables");
        self.answers("the tables", TABLES, self.tables());
        self.window.expect_accessible("a client's homework with its figures");
    }

    /// Session by session what is drawn: full, hatched and empty pieces, and where the line of what was agreed on stands.
    fn drawn(&self) -> serde_json::Value {
        let column = |(number, one): (&u32, &Sums)| json!([number, one.done, one.partly, one.not_done, one.agreed]);
        json!(self.now.sessions.iter().map(column).collect::<Vec<_>>())
    }

    /// All tasks of the course are about one factor, so the lines by factor say the same as all of them together.
    fn tables(&self) -> serde_json::Value {
        let cells = |sums: &Sums| json!([sums.agreed, sums.done, sums.partly, sums.not_done, sums.not_discussed]);
        let all = cells(&self.now.all());
        json!([[all, all], self.now.sessions.values().map(cells).collect::<Vec<_>>()])
    }

    fn log(&self) {
        open_log(self.window);
        let sentences = "return [...document.querySelectorAll('[data-screen=log] .day li .user-text')]
            .map((one) => one.textContent.replace(/, \\d\\d?:\\d\\d.*/u, ''))
            .filter((one) => /^Started|homework of|homework with/u.test(one)).reverse()";
        self.answers("the log", sentences, json!(self.now.log));
    }
}

/// The columns of the chart by session, measured from what is drawn.
const DRAWN: &str = "
    const svg = document.querySelector('#so-far ~ * figure:last-of-type svg:has(.number)');
    if (!svg) return [];
    const number = (one, name) => Number(one.getAttribute(name));
    const [bottom, top] = [...svg.querySelectorAll('.tick')];
    const zero = number(bottom, 'y');
    const unit = zero / Number(top.textContent);
    return [...svg.querySelectorAll('.number')].map((label) => {
        const middle = number(label, 'x');
        const here = (x) => Math.abs(x - middle) < 16;
        const piece = (fill) => [...svg.querySelectorAll(`rect.${fill}`)]
            .filter((one) => here(number(one, 'x') + number(one, 'width') / 2))
            .reduce((sum, one) => sum + Math.round((number(one, 'height') + 1) / unit), 0);
        const line = [...svg.querySelectorAll('path.agreed')]
            .map((one) => one.getAttribute('d').match(/^M([\\d.]+) ([\\d.]+)h/u).slice(1).map(Number))
            .find(([x]) => here(x + 12));
        const agreed = line ? Math.round((zero - line[1]) / unit) : 0;
        return [Number(label.textContent), piece('done'), piece('partly'), piece('notDone'), agreed];
    })";

/// The figures of both tables, without how well.
const TABLES: &str = "return [...document.querySelectorAll('#so-far ~ * table')].map((table) =>
    [...table.querySelectorAll('tbody tr')].map((row) =>
        [...row.querySelectorAll('td')].slice(0, 5).map((cell) => Number(cell.textContent))))";
