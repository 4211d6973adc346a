//! The one way to change anything: the record, the search index and the audit entry in one transaction.

use std::cell::RefCell;

use rusqlite::{Connection, TransactionBehavior};

use crate::{Now, Practice, Record, Result, Verb, audit};

/// What a change gave back, and which records it touched.
#[derive(Clone, Debug)]
pub struct Changed<T> {
    /// The record as it now is.
    pub value: T,
    /// What was done to what, in order; each has its entry in the audit log.
    pub touched: Vec<(Verb, Record)>,
}

/// A change under way, at a moment.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) now: Now,
    touched: &'a RefCell<Vec<(Verb, Record)>>,
}

impl Change<'_> {
    /// Says that a record was touched, and writes its audit entry beside it.
    pub(crate) fn touch(&self, verb: Verb, record: Record) -> Result<()> {
        self.touched.borrow_mut().push((verb, record));
        audit::append(self.db, verb, record, self.now.to_utc())
    }

    /// The same change at another moment, for courses that are written in one go.
    pub(crate) fn at(self, now: Now) -> Self {
        Change { now, ..self }
    }
}

impl Practice {
    /// Runs `body` whole or not at all, on disk before it returns.
    pub(crate) fn transact<T>(&mut self, now: Now, body: impl FnOnce(Change) -> Result<T>) -> Result<Changed<T>> {
        self.expect_in_place()?;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let touched = RefCell::default();
        let value = body(Change { db: &transaction, now, touched: &touched })?;
        transaction.commit()?;
        self.expect_in_place()?;
        Ok(Changed { value, touched: touched.into_inner() })
    }
}
