//! The one way to change anything: the record, the search index and the audit entry in one transaction, and the head file
//! after it.

use std::cell::{Cell, RefCell};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    Now, Practice, Record, Result, Verb,
    audit::{self, Tip},
    content::Hash,
    database,
};

/// What a change gave back, and which records it touched.
#[derive(Clone, Debug)]
pub struct Changed<T> {
    /// The record as it now is.
    pub value: T,
    /// What was done to what, in order; each has its entry in the audit log.
    pub touched: Vec<(Verb, Record)>,
}

/// Something that happened and could not be written down at once, because the disk took nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owed {
    verb: Verb,
    record: Record,
    at: Now,
}

/// A change under way, at a moment.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) now: Now,
    save: i64,
    vault: Hash,
    /// Where the log ends so far; nobody else writes into it meanwhile.
    tip: &'a Cell<Tip>,
    touched: &'a RefCell<Vec<(Verb, Record)>>,
    /// Whether the search does not follow, because it is built once when all is there.
    pub(crate) found_later: bool,
}

impl Change<'_> {
    /// Says that a record was touched, and writes its audit entry beside it.
    pub(crate) fn touch(&self, verb: Verb, record: Record) -> Result<()> {
        self.touched.borrow_mut().push((verb, record));
        let secret = matches!(record, Record::Passphrase(_) | Record::RecoveryCode(_) | Record::DataKey(_));
        self.append(verb, record.parts(), secret.then_some(self.vault))
    }

    /// Says that an open archive was made, or that this practice comes out of one; `manifest` is the SHA-256 of what it says
    /// of itself.
    pub(crate) fn touch_archive(&self, verb: Verb, manifest: Hash) -> Result<()> {
        self.touched.borrow_mut().push((verb, Record::Archive));
        self.append(verb, Record::Archive.parts(), Some(manifest))
    }

    /// Says of one of very many records that it was touched, told by its noun and number as [`crate::content::listed`] has them.
    pub(crate) fn touch_listed(&self, verb: Verb, noun: &str, number: i64) -> Result<()> {
        self.append(verb, (noun, number), None)
    }

    fn append(&self, verb: Verb, about: (&str, i64), content: Option<Hash>) -> Result<()> {
        self.tip.set(audit::append(self.db, self.tip.get(), self.save, verb, about, self.now.to_utc(), content)?);
        Ok(())
    }

    /// The same change at another moment, for courses that are written in one go.
    pub(crate) fn at(self, now: Now) -> Self {
        Change { now, ..self }
    }

    /// The same change, which the search does not follow. Whoever fills a practice this way builds the search at the end.
    pub(crate) fn found_later(self) -> Self {
        Change { found_later: true, ..self }
    }
}

impl Practice {
    /// Runs `body` whole or not at all; the records and the head are on disk before it returns.
    pub(crate) fn transact<T>(&mut self, now: Now, body: impl FnOnce(Change) -> Result<T>) -> Result<Changed<T>> {
        self.expect_in_place()?;
        self.heal()?;
        // A head that could not be written after the last save is written first, or nothing more is saved.
        self.head.settle()?;
        let vault = self.vault.fingerprint()?;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (tip, touched) = (Cell::new(audit::tip(&transaction)?), RefCell::default());
        let save = self.head.tip().save + 1;
        let change = Change { db: &transaction, now, save, vault, tip: &tip, touched: &touched, found_later: false };
        for owed in &self.owed {
            change.at(owed.at).touch(owed.verb, owed.record)?;
        }
        touched.borrow_mut().clear();
        let value = body(change)?;
        let tip = audit::tip(&transaction)?;
        transaction.commit()?;
        self.owed.clear();
        // Before the head, which must not be written into a folder that has taken this one's place.
        self.expect_in_place()?;
        if tip.save > self.head.tip().save {
            self.head.advance(tip)?;
        }
        self.expect_in_place()?;
        Ok(Changed { value, touched: touched.into_inner() })
    }

    /// A connection that has met a damaged page answers nothing more. Another one does, for all that is whole.
    ///
    /// # Errors
    /// Those of opening, when the file cannot be opened again.
    pub fn heal(&mut self) -> Result<()> {
        let asked = self.db.query_row("SELECT id FROM practice", [], |row| row.get::<_, i64>(0));
        if asked.is_ok() {
            return Ok(());
        }
        // Never a file that has taken this one's place.
        self.expect_in_place()?;
        // The old one is closed first, because it holds the file.
        self.let_go()?;
        let found = database::open(self.place(), &self.key)?;
        self.take(found.db);
        Ok(())
    }

    /// Writes down something that changed no record. What the disk does not take is written down with the next change:
    /// nobody is kept from reading her notes by a full disk.
    pub(crate) fn log(&mut self, verb: Verb, record: Record, now: Now) {
        if self.transact(now, |change| change.touch(verb, record)).is_err() {
            self.owed.push(Owed { verb, record, at: now });
        }
    }

    /// Writes down what is owed, if anything is; afterwards the log says all that happened.
    pub(crate) fn settle(&mut self, now: Now) -> Result<()> {
        self.transact(now, |_| Ok(())).map(drop)
    }

    /// Writes down that a record is looked at. A page that is merely loaded again is still the same look.
    pub fn looked_at(&mut self, record: Record, now: Now) {
        if self.on_view.replace(record) != Some(record) {
            self.log(Verb::Viewed, record, now);
        }
    }

    /// Writes down that several records are looked at, in one step.
    pub(crate) fn looked_at_together(&mut self, records: &[Record], now: Now) {
        let look = |change: Change| records.iter().try_for_each(|record| change.touch(Verb::Viewed, *record));
        if !records.is_empty() && self.transact(now, look).is_err() {
            self.owed.extend(records.iter().map(|record| Owed { verb: Verb::Viewed, record: *record, at: now }));
        }
    }

    /// Writes down that a record is read beside the one on the screen, which stays the one that is looked at.
    pub fn looked_beside(&mut self, record: Record, now: Now) {
        self.log(Verb::Viewed, record, now);
    }

    /// Writes down that notes are searched; what is typed letter by letter is one search.
    pub fn searched(&mut self, now: Now) {
        if self.on_view.replace(Record::Practice) != Some(Record::Practice) {
            self.log(Verb::Searched, Record::Practice, now);
        }
    }

    /// Says that no record is on the screen any more.
    pub fn looked_away(&mut self) {
        self.on_view = None;
    }

    /// Writes down that a record was printed, or that it was written to a file outside the practice.
    pub fn took_out(&mut self, verb: Verb, record: Record, now: Now) {
        self.log(verb, record, now);
    }
}
